import { html, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { ColumnProfile, Profile } from "../../src/protocol/profile.ts";
import { plural } from "../../src/shared/format.ts";
import { define, PanelElement } from "../shared/element.ts";
import { styled } from "../shared/styled.ts";
import { VirtualRows } from "../shared/virtual.ts";
import { columnFilter } from "./column-filter.ts";
import { columnHeads } from "./column-heads.ts";
import { columnRow } from "./column-row.ts";
import { columnsOf } from "./order.ts";
import { type ProfileView, START } from "./view.ts";

const ROW = 32;
const HEADER = 30;

/**
 * The columns with a histogram each. Only the rows in view are in the page, so that 2,000 columns scroll as one does.
 * One tab stop: arrow keys move, Enter opens a row in place. `whole` draws every row, for paper.
 */
export class ColumnsElement extends PanelElement {
  static override properties = {
    profile: { attribute: false },
    view: { attribute: false },
    whole: { type: Boolean },
    active: { state: true },
  };
  declare profile: Profile;
  declare view: ProfileView;
  declare whole: boolean;
  declare active: string | null;
  #rows = new VirtualRows(this, () => (this.whole ? null : this.querySelector<HTMLElement>(".scroller")));
  #details = new ResizeObserver(() => this.#measure());
  #heights = new Map<string, number>();
  #focus = false;

  constructor() {
    super();
    this.view = START;
    this.whole = false;
    this.active = null;
  }

  override render(): TemplateResult {
    const columns = columnsOf(this.profile, this.view);
    const { first, last, before, after } = this.whole
      ? { first: 0, last: columns.length, before: 0, after: 0 }
      : this.#rows.slice(columns.length, ROW, this.#extra(columns));
    const shown = columns.slice(first, last);
    const active = shown.some(({ name }) => name === this.active) ? this.active : shown[0]?.name;
    const open = new Set(this.view.open);
    const target = this.profile.target !== null;
    return html`
      ${this.whole ? "" : columnFilter(this.profile, this.view, columns.length, (change) => this.send("view-change", change))}
      <div class="scroller ${target ? "with-target" : ""}">
        <div role="table" aria-label="Columns" aria-rowcount=${columns.length + 1} @keydown=${(event: KeyboardEvent) => this.#key(event, columns)}>
          ${columnHeads(this.view, target, this.whole ? null : (change) => this.send("view-change", change))}
          <div role="rowgroup">
            <div class="space" ${styled({ height: `${before}px` })}></div>
            ${repeat(
              shown,
              ({ name }) => name,
              (column, at) =>
                columnRow({
                  column,
                  profile: this.profile,
                  index: first + at + 2,
                  open: open.has(column.name),
                  tabbable: column.name === active,
                  toggle: () => this.#toggle(column.name),
                }),
            )}
            <div class="space" ${styled({ height: `${after}px` })}></div>
          </div>
        </div>
        ${columns.length === 0 ? this.#nothing() : ""}
      </div>
    `;
  }

  override updated(_changed: PropertyValues<this>): void {
    this.#details.disconnect();
    for (const detail of this.querySelectorAll(".detail")) this.#details.observe(detail);
    if (!this.#focus) return;
    this.#focus = false;
    this.querySelector<HTMLElement>('[role="rowgroup"] button[tabindex="0"]')?.focus({ preventScroll: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#details.disconnect();
  }

  #nothing(): TemplateResult {
    const reset = () => this.send("view-change", { query: "", type: "" });
    return html`<p class="none">No column matches. <button class="link" @click=${reset}>Show all ${plural(this.profile.columns.length, "column")}</button></p>`;
  }

  #toggle(name: string): void {
    this.active = name;
    const open = this.view.open.includes(name) ? this.view.open.filter((other) => other !== name) : [...this.view.open, name];
    this.send("view-change", { open });
  }

  #key(event: KeyboardEvent, columns: readonly ColumnProfile[]): void {
    if (!(event.target as HTMLElement).matches(".row-button")) return;
    const name = (event.target as HTMLElement).dataset.column;
    const at = columns.findIndex((column) => column.name === name);
    const page = 10;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -columns.length, End: columns.length }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const to = Math.max(0, Math.min(columns.length - 1, at + step));
    this.active = columns[to]?.name ?? null;
    this.#focus = true;
    this.#rows.reveal(to, ROW, HEADER, this.#extra(columns));
    this.requestUpdate();
  }

  #extra(columns: readonly ColumnProfile[]): Map<number, number> {
    const open = new Set(this.view.open);
    return new Map(columns.flatMap(({ name }, at) => (open.has(name) ? [[at, this.#heights.get(name) ?? 0]] : [])));
  }

  #measure(): void {
    for (const detail of this.querySelectorAll<HTMLElement>(".detail")) {
      const name = detail.dataset.column ?? "";
      if (this.#heights.get(name) === detail.offsetHeight) continue;
      this.#heights.set(name, detail.offsetHeight);
      this.requestUpdate();
    }
  }
}

define("ty-columns", ColumnsElement);
