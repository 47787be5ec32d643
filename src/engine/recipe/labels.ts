import type { CategoryColumn, Column, TextColumn } from "../data/column.ts";
import { labelColumn } from "./label-column.ts";
import { labelAt, rowsOf } from "./values.ts";

/** The column with its labels as text: numbers in their shortest form, dates in ISO 8601. */
export function toText(column: Column): TextColumn {
  if (column.kind === "text") return column;
  const values = new Array<string | null>(rowsOf(column));
  for (let row = 0; row < values.length; row += 1) values[row] = labelAt(column, row);
  return { kind: "text", name: column.name, values };
}

/** The column with its labels as levels. */
export const toCategory = (column: Column): CategoryColumn =>
  column.kind === "category" ? column : labelColumn(column.name, toText(column).values);
