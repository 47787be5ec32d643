import { html, type TemplateResult } from "lit";
import type { WorstErrors } from "../../src/protocol/explanation.ts";
import { formatNumber, formatShare } from "../../src/shared/format.ts";
import { dataTable } from "../shared/table.ts";
import { rowsFilter, rowsLink, type ShowRows } from "./rows.ts";

/** The rows that the model gets most wrong, as they are in the data. */
export function worstSection({ loss, columns, rows }: WorstErrors, title: string, show?: ShowRows): TemplateResult {
  const classes = rows.some(({ probability }) => probability !== null);
  const shown = (value: string | number | null) => (typeof value === "number" ? formatNumber(value, 6) : (value ?? ""));
  const numbers = rows.map(({ row }) => row);
  return html`<section aria-label=${title}>
    <h3>${title}</h3>
    ${
      rows.length === 0
        ? html`<p class="quiet">No errors: every test row was predicted right.</p>`
        : html`<p class="quiet">Test rows by ${loss}${classes ? ", and what the model gave the actual class" : ""}. ${show ? rowsLink("Show all of these rows", [rowsFilter(numbers)], show) : ""}</p>
            ${dataTable(title, {
              head: ["row", "actual", "predicted", ...(classes ? ["probability"] : []), loss, ...columns],
              numbers: numbersOf(rows, classes),
              rows: rows.map(({ row, actual, predicted, probability, loss: size, cells }) => [
                rowsLink(row.toLocaleString("en-US"), [rowsFilter([row])], show),
                shown(actual),
                shown(predicted),
                ...(classes ? [html`<span class="figure">${formatShare(probability ?? 0, 1)}</span>`] : []),
                html`<span class="figure">${formatNumber(size, 3)}</span>`,
                ...cells.map(shown),
              ]),
            })}`
    }
  </section>`;
}

/** Places of the columns that hold numbers: the row's, what the model was wrong by, and those of the data. */
function numbersOf(rows: WorstErrors["rows"], classes: boolean): number[] {
  const figures = classes ? [0, 3, 4] : [0, 1, 2, 3];
  const before = classes ? 5 : 4;
  const cells = rows[0]?.cells.map((_, at) => at).filter((at) => rows.some(({ cells: own }) => typeof own[at] === "number")) ?? [];
  return [...figures, ...cells.map((at) => at + before)];
}
