import { html, type TemplateResult } from "lit";
import type { ConfusionRows } from "../../src/protocol/confusion-rows.ts";
import { MOST_ROWS } from "../../src/protocol/rows.ts";
import { formatNumber, formatShare, plural } from "../../src/shared/format.ts";
import { dataTable } from "../shared/table.ts";
import { rowsFilter, rowsLink, type ShowRows } from "./rows.ts";

/** The rows of one cell of the confusion matrix, the surest first. */
export function cellRows({ count, numbers, columns, rows, predicted, changed, note }: ConfusionRows, show?: ShowRows): TemplateResult {
  const open = changed ? undefined : show;
  const part = rows.length > 0 && rows.length < count ? ` The first ${rows.length} of ${plural(count, "row")}.` : "";
  const all = numbers.length > 1 && numbers.length <= MOST_ROWS ? rowsLink("Show all of these rows", [rowsFilter(numbers)], open) : "";
  const shown = (value: string | number | boolean | null) => (typeof value === "number" ? formatNumber(value, 6) : String(value ?? ""));
  const numeric = columns.map((_, at) => at + 2).filter((at) => rows.some(({ cells }) => typeof cells[at - 2] === "number"));
  return html`
    ${note === null ? "" : html`<p>${note}</p>`}
    ${
      rows.length === 0
        ? ""
        : html`<p class="quiet">Test rows by the probability that the model gave ${predicted}.${part} ${open ? all : ""}</p>
            ${dataTable("Rows of this cell", {
              head: ["row", "probability", ...columns],
              numbers: [0, 1, ...numeric],
              rows: rows.map(({ row, probability, cells }) => [
                rowsLink(row.toLocaleString("en-US"), [rowsFilter([row])], open),
                html`<span class="figure">${formatShare(probability, 1)}</span>`,
                ...cells.map(shown),
              ]),
            })}`
    }
  `;
}
