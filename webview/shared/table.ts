import { html, type TemplateResult } from "lit";
import { formatNumber } from "../../src/shared/format.ts";

export type Cell = string | number | null | TemplateResult;

/** Values of one figure: numbers are formatted and right-aligned. */
export interface TableData {
  head: readonly string[];
  rows: readonly (readonly Cell[])[];
  /** Columns right-aligned too: their numbers come as text or with a style of their own. */
  numbers?: readonly number[];
}

const MOST_ROWS = 500;

/** A small table of figures. Long ones end after 500 rows and say so. */
export function dataTable(caption: string, { head, rows, numbers = [] }: TableData): TemplateResult {
  const numeric = head.map((_, at) => numbers.includes(at) || rows.some((row) => typeof row[at] === "number"));
  return html`<div class="table-frame" tabindex="0" role="region" aria-label=${caption}>
    <table>
      <caption class="visually-hidden">${caption}</caption>
      <thead><tr>${head.map((name, at) => html`<th scope="col" class=${numeric[at] ? "number" : ""}>${name}</th>`)}</tr></thead>
      <tbody>
        ${rows.slice(0, MOST_ROWS).map(
          (row) => html`<tr>
            ${row.map((cell, at) =>
              at === 0
                ? html`<th scope="row" class=${numeric[at] ? "number" : ""}>${show(cell)}</th>`
                : html`<td class=${numeric[at] ? "number" : ""}>${show(cell)}</td>`,
            )}
          </tr>`,
        )}
      </tbody>
    </table>
    ${rows.length > MOST_ROWS ? html`<p class="quiet">The first ${MOST_ROWS} of ${rows.length.toLocaleString("en-US")} rows.</p>` : ""}
  </div>`;
}

const show = (cell: Cell) => (typeof cell === "number" ? formatNumber(cell) : (cell ?? ""));
