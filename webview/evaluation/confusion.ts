import { html, type TemplateResult } from "lit";
import type { ConfusionRows } from "../../src/protocol/confusion-rows.ts";
import type { Evaluation } from "../../src/protocol/evaluation.ts";
import { formatShare, plural } from "../../src/shared/format.ts";
import { define, PanelElement } from "../shared/element.ts";
import { errorState } from "../shared/error.ts";
import { Load } from "../shared/load.ts";
import { styled } from "../shared/styled.ts";
import { cellRows } from "./cell-rows.ts";
import type { CellSource, ConfusionCell } from "./cells.ts";
import { moveByArrows } from "./grid-keys.ts";
import type { ShowRows } from "./rows.ts";

const MOST = 30;

type Confusion = NonNullable<Evaluation["confusion"]>;

/**
 * Actual classes down, predicted across; the fuller a cell, the larger its share of the actual class. It is its own table, and
 * a cell opens its rows where there is a source of them.
 */
export class ConfusionElement extends PanelElement {
  static override properties = {
    confusion: { attribute: false },
    source: { attribute: false },
    show: { attribute: false },
    open: { state: true },
  };
  declare confusion: Confusion;
  declare source: CellSource | undefined;
  declare show: ShowRows | undefined;
  declare open: ConfusionCell | null;
  #rows = new Load<ConfusionRows>(this);

  constructor() {
    super();
    this.open = null;
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("confusion") && this.open && !this.confusion.labels.includes(this.open.actual)) this.open = null;
  }

  override render(): TemplateResult {
    const { labels: all, matrix } = this.confusion;
    const labels = all.slice(0, MOST);
    const left = all.length - labels.length;
    const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);
    const columns = labels.map((_, to) => sum(matrix.map((counts) => counts[to] ?? 0)));
    const opens = labels.some((actual) => labels.some((predicted) => this.source?.has({ actual, predicted })));
    return html`<section aria-label="Confusion matrix">
      <h3>Confusion matrix</h3>
      <div class="table-frame" tabindex="0" role="region" aria-label="Confusion matrix">
        <table class="confusion" @keydown=${moveByArrows}>
          <caption class="visually-hidden">Rows: actual class. Columns: predicted class.</caption>
          <thead>
            <tr>
              <th scope="col">actual \\ predicted</th>
              ${labels.map((label) => html`<th scope="col" class="clip" title=${label}>${label}</th>`)}
              <th scope="col" title="Share of the actual class that was found">recall</th>
            </tr>
          </thead>
          <tbody>
            ${labels.map((label, at) => this.#row(label, matrix[at] ?? [], at, labels))}
            <tr>
              <th scope="row" title="Share of those taken for a class that are of it">precision</th>
              ${columns.map((total, to) => html`<td class="number quiet">${formatShare(matrix[to]?.[to] ?? 0, total)}</td>`)}
              <td class="number quiet" title="Accuracy">${formatShare(sum(labels.map((_, at) => matrix[at]?.[at] ?? 0)), sum(columns))}</td>
            </tr>
          </tbody>
        </table>
      </div>
      <p class="quiet">
        Below each count its share of the actual class.${opens ? " A count shows its rows." : ""}${left > 0 ? ` ${plural(left, "more class", "more classes")} not shown.` : ""}
      </p>
      ${this.open ? this.#opened(this.open) : ""}
    </section>`;
  }

  #row(label: string, all: readonly number[], at: number, labels: readonly string[]): TemplateResult {
    const total = all.reduce((sum, count) => sum + count, 0);
    return html`<tr>
      <th scope="row" class="clip" title=${label}>${label}</th>
      ${all.slice(0, labels.length).map((count, to) => {
        const cell = { actual: label, predicted: labels[to] as string };
        const title = `${plural(count, "row")} of ${label} predicted ${labels[to]}: ${formatShare(count, total)}`;
        const content = html`${count.toLocaleString("en-US")}<br /><span class="cell-share">${formatShare(count, total)}</span>`;
        return html`<td class="number ${to === at ? "right" : "wrong"}" title=${title} ${styled({ "--share": String(total > 0 ? count / total : 0) })}>
          ${count > 0 && this.source?.has(cell) ? this.#button(cell, title, content) : content}
        </td>`;
      })}
      <td class="number quiet">${formatShare(all[at] ?? 0, total)}</td>
    </tr>`;
  }

  #button(cell: ConfusionCell, title: string, content: TemplateResult): TemplateResult {
    const open = same(cell, this.open);
    return html`<button class="cell-button" aria-label=${title} aria-expanded=${open} @click=${() => this.#toggle(cell)}>${content}</button>`;
  }

  #toggle(cell: ConfusionCell): void {
    if (same(cell, this.open)) {
      this.#rows.cancel();
      this.open = null;
      return;
    }
    this.open = cell;
    this.#rows.value = null;
    const { source } = this;
    if (source) void this.#rows.run((options) => source.load(cell, options), "reading rows");
  }

  #opened({ actual, predicted }: ConfusionCell): TemplateResult {
    const { value, error } = this.#rows;
    const close = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      this.querySelector<HTMLElement>('.cell-button[aria-expanded="true"]')?.focus();
      this.open = null;
    };
    const title = `${actual} predicted ${predicted}`;
    return html`<section aria-label="Rows: ${title}" class="cell-rows" @keydown=${close}>
      <h4 aria-live="polite">${value ? `${plural(value.count, "row")} of ` : ""}${title}</h4>
      ${error ? errorState(error, { retry: () => this.#rows.retry() }) : value ? cellRows(value, this.show) : html`<p class="quiet">Reading rows.</p>`}
    </section>`;
  }
}

const same = (a: ConfusionCell, b: ConfusionCell | null): boolean => a.actual === b?.actual && a.predicted === b.predicted;

define("ty-confusion", ConfusionElement);
