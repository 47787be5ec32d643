import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { RunSummary } from "../../src/protocol/run.ts";
import { define, PanelElement } from "../shared/element.ts";
import { icon } from "../shared/icon.ts";
import { styled } from "../shared/styled.ts";
import { VirtualRows } from "../shared/virtual.ts";
import type { Column } from "./columns.ts";
import { runRow } from "./row.ts";

const ROW = 28;
const HEADER = 29;

/**
 * The table of runs. Only the rows in view are in the page.
 * One tab stop: arrow keys move between runs, Enter opens, Space selects.
 */
export class RunTable extends PanelElement {
  static override properties = {
    runs: { attribute: false },
    columns: { attribute: false },
    best: { attribute: false },
    selected: { attribute: false },
    sort: {},
    descending: { type: Boolean },
    active: { state: true },
  };
  /** In the order to show. */
  declare runs: readonly RunSummary[];
  declare columns: readonly Column[];
  declare best: ReadonlyMap<string, number>;
  declare selected: ReadonlySet<string>;
  declare sort: string;
  declare descending: boolean;
  declare active: string | null;
  #rows = new VirtualRows(this, () => this.querySelector<HTMLElement>(".scroller"));
  #focus = false;

  constructor() {
    super();
    this.active = null;
  }

  override render(): TemplateResult {
    const { first, last, before, after } = this.#rows.slice(this.runs.length, ROW);
    const shown = this.runs.slice(first, last);
    const active = shown.some(({ id }) => id === this.active) ? this.active : shown[0]?.id;
    const now = Date.now();
    const widths = this.columns.map(({ width }) => `${width}px`).join(" ");
    return html`<div class="scroller" ${styled({ "--columns": `32px ${widths}` })}>
      <div class="grid" role="table" aria-label="Runs" aria-rowcount=${this.runs.length + 1} aria-colcount=${this.columns.length + 1} @keydown=${this.#key}>
        ${this.#head()}
        <div role="rowgroup">
          <div class="space" ${styled({ height: `${before}px` })}></div>
          ${repeat(
            shown,
            ({ id }) => id,
            (run, at) =>
              runRow({
                run,
                columns: this.columns,
                best: this.best,
                index: first + at + 2,
                selected: this.selected.has(run.id),
                tabbable: run.id === active,
                now,
                open: () => this.send("open-run", run.id),
                select: () => this.send("select-run", run.id),
                reveal: () => this.send("reveal-code", run.id),
              }),
          )}
          <div class="space" ${styled({ height: `${after}px` })}></div>
        </div>
      </div>
    </div>`;
  }

  #head(): TemplateResult {
    const all = this.runs.length > 0 && this.runs.every(({ id }) => this.selected.has(id));
    return html`<div role="rowgroup" class="heads">
      <div role="row" aria-rowindex="1" class="run-row">
        <div role="columnheader" class="check">
          <input type="checkbox" aria-label="Select all runs" .checked=${all} @change=${() => this.send("select-all", !all)} />
        </div>
        ${this.columns.map(({ id, label, kind, numeric }) => {
          const sorted = id === this.sort;
          return html`<div role="columnheader" class="${numeric ? "number" : ""} ${kind} ${id === "name" ? "name" : ""}" aria-sort=${sorted ? (this.descending ? "descending" : "ascending") : nothing}>
            <button class="bare clip" title=${label} @click=${() => this.send("sort-by", id)}>${label}${sorted ? icon(this.descending ? "arrow-down" : "arrow-up") : ""}</button>
          </div>`;
        })}
      </div>
    </div>`;
  }

  override updated(): void {
    if (!this.#focus) return;
    this.#focus = false;
    this.querySelector<HTMLElement>('.run-row [tabindex="0"].open-run')?.focus({ preventScroll: true });
  }

  #key = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    const id = target.closest<HTMLElement>("[data-run]")?.dataset.run;
    if (id === undefined) return;
    if (event.key === " " && target.matches(".open-run")) {
      event.preventDefault();
      this.send("select-run", id);
      return;
    }
    const many = this.runs.length;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15, Home: -many, End: many }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const to = Math.max(0, Math.min(many - 1, this.runs.findIndex((run) => run.id === id) + step));
    this.active = this.runs[to]?.id ?? null;
    this.#focus = true;
    this.#rows.reveal(to, ROW, HEADER);
    this.requestUpdate();
  };
}

define("ty-run-table", RunTable);
