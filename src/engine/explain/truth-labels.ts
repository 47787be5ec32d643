import type { CategoryColumn, Column, Frame } from "../data/column.ts";

const LEVELS = ["false", "true"];

/** Truth values as labels: they are read as 0 and 1, and written so in no data. */
export const withTruthLabels = ({ rows, columns }: Frame, booleans: ReadonlySet<string>): Frame => ({
  rows,
  columns: columns.map((column) => (booleans.has(column.name) ? labelled(column) : column)),
});

function labelled(column: Column): Column {
  if (column.kind !== "number") return column;
  return {
    kind: "category",
    name: column.name,
    levels: LEVELS,
    codes: Int32Array.from(column.values, (value) => (Number.isNaN(value) ? -1 : value)),
  } satisfies CategoryColumn;
}
