import { html, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { ComparedColumn, Comparison } from "../../src/protocol/compare.ts";
import { formatNumber, plural } from "../../src/shared/format.ts";
import { define, PanelElement } from "../shared/element.ts";
import { icon } from "../shared/icon.ts";
import { type Pair, pairSpark, pairsOf } from "./bars.ts";
import { comparedDetail } from "./detail.ts";
import { isSame, ranked } from "./rank.ts";
import { longDistance, shares, shortDistance, verdict } from "./sentences.ts";

const FIRST = 60;

/** The columns of two sides, the largest difference first; one opens in place. */
export class ComparedColumnsElement extends PanelElement {
  static override properties = {
    comparison: { attribute: false },
    names: { attribute: false },
    open: { state: true },
    most: { state: true },
    all: { state: true },
  };
  declare comparison: Comparison;
  declare names: [string, string];
  declare open: ReadonlySet<string>;
  declare most: number;
  /** Also columns that do not differ. */
  declare all: boolean;
  #pairs = new WeakMap<ComparedColumn, Pair[]>();
  #narrow = matchMedia("(max-width: 760px)");
  #resized = () => this.requestUpdate();

  constructor() {
    super();
    this.open = new Set();
    this.most = FIRST;
    this.all = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#narrow.addEventListener("change", this.#resized);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#narrow.removeEventListener("change", this.#resized);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("comparison")) this.most = FIRST;
  }

  override render(): TemplateResult {
    const { matches: narrow } = this.#narrow;
    const sorted = ranked(this.comparison);
    const columns = this.all ? sorted : sorted.filter((column) => !isSame(column));
    const same = sorted.length - columns.length;
    const shown = columns.slice(0, this.most);
    return html`<section class="compared" aria-label="Columns side by side">
      <div class="compared-scroll">
        <table class="compared-columns">
          <thead><tr>
            <th scope="col">column</th>
            <th scope="col">difference</th>
            ${narrow ? "" : html`<th scope="col" class="number">distance</th><th scope="col" class="number">missing</th>`}
            <th scope="col">distribution</th>
          </tr></thead>
          <tbody>${repeat(
            shown,
            ({ name }) => name,
            (column) => this.#row(column),
          )}</tbody>
        </table>
      </div>
      ${columns.length > shown.length ? html`<p><button class="link" @click=${() => this.#more()}>${plural(columns.length - shown.length, "more column")}</button></p>` : ""}
      ${same > 0 ? html`<p class="quiet">${plural(same, "column")} ${same === 1 ? "does" : "do"} not differ. <button class="link" @click=${() => this.#all()}>Show</button></p>` : ""}
    </section>`;
  }

  #row(column: ComparedColumn): TemplateResult {
    const { name, before, after, distances, drifted, change } = column;
    const { matches: narrow } = this.#narrow;
    const open = this.open.has(name);
    const [first] = distances;
    const missing = (side: ComparedColumn["before"]): [number, number] | null => side && [side.missing, side.missing + side.count];
    const tone = change !== "same" ? "changed" : drifted ? "tone-warning" : "quiet";
    return html`<tr>
        <th scope="row">
          <button class="bare row-button" aria-expanded=${open} title=${name} @click=${() => this.#toggle(name)}>
            ${icon(open ? "chevron-down" : "chevron-right")}<span class="data clip">${name === "" ? "(no name)" : name}</span>
          </button>
        </th>
        <td class=${tone}>${verdict(column)}</td>
        ${
          narrow
            ? ""
            : html`<td class="number" title=${first ? longDistance(first) : ""}>${first ? shortDistance(first) : ""}</td>
              <td class="number">${shares(missing(before), missing(after))}</td>`
        }
        <td class="pair-cell">${pairSpark(this.#pairsOf(column))}</td>
      </tr>
      ${open ? html`<tr class="detail-row"><td colspan=${narrow ? 3 : 5}>${comparedDetail(column, this.#pairsOf(column), this.names, formatOf(column))}</td></tr>` : ""}`;
  }

  #pairsOf(column: ComparedColumn): Pair[] {
    const pairs = this.#pairs.get(column) ?? pairsOf(column, formatOf(column));
    this.#pairs.set(column, pairs);
    return pairs;
  }

  #toggle(name: string): void {
    const open = new Set(this.open);
    if (!open.delete(name)) open.add(name);
    this.open = open;
  }

  #more(): void {
    this.most += 500;
  }

  #all(): void {
    this.all = true;
  }
}

/** Figures of this column as text: dates as dates. */
function formatOf({ as, before, after }: ComparedColumn): (value: number | null) => string {
  if (as !== "date") return (value) => formatNumber(value);
  const span =
    Math.max(before?.max ?? 0, after?.max ?? 0) - Math.min(before?.min ?? Number.POSITIVE_INFINITY, after?.min ?? Number.POSITIVE_INFINITY);
  const long = span < 3 * 86_400_000;
  return (value) => {
    if (value === null || !Number.isFinite(value)) return "";
    const text = new Date(value).toISOString();
    return long ? text.slice(0, 19).replace("T", " ") : text.slice(0, 10);
  };
}

define("ty-compared-columns", ComparedColumnsElement);
