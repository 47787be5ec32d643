import type { Explanation } from "../../protocol/explanation.ts";
import type { Row } from "../../protocol/modeltest.schema.ts";
import type { RowFilter } from "../../protocol/rows.ts";
import type { WeakSegment } from "./context.ts";

const MOST = 5;

/** The parts of the rows that the run's explanation calls weak. */
export const weakSegments = (explanation: Explanation | null): WeakSegment[] =>
  (explanation?.segments?.weak ?? []).slice(0, MOST).map(({ parts }) => ({
    title: parts.map(({ column, condition }) => (condition.startsWith(column) ? condition : `${column} ${condition}`)).join(" and "),
    holds: (row) => parts.every(({ filter }) => filter.every((one) => passes(one, row))),
  }));

/** Whether a row passes a filter of the data's grid. */
function passes(filter: RowFilter, row: Row): boolean {
  const cell = row[filter.column] ?? null;
  if (filter.test === "missing") return (cell === null) !== (filter.not === true);
  return cell !== null && tested(filter, cell) !== (filter.not === true);
}

function tested(filter: Exclude<RowFilter, { test: "missing" }>, cell: string | number | boolean): boolean {
  if (filter.test === "contains") return String(cell).toLowerCase().includes(filter.text.toLowerCase());
  if (filter.test === "equals")
    return filter.values.some((value) => value === String(cell) || (typeof cell === "number" && Number(value) === cell));
  if (filter.test === "rows") return false; // by number in the data, which a row alone does not have
  const value = typeof cell === "string" ? Date.parse(cell) : Number(cell);
  const { from, to, closed } = filter;
  return (from === null || value >= from) && (to === null || (closed ? value <= to : value < to));
}
