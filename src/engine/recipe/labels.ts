import type { CategoryColumn, Column, TextColumn } from "../data/column.ts";
import { byCodePoint, labelAt, rowsOf } from "./values.ts";

/** The column with its labels as text: numbers in their shortest form, dates in ISO 8601. */
export function toText(column: Column): TextColumn {
  if (column.kind === "text") return column;
  const values = new Array<string | null>(rowsOf(column));
  for (let row = 0; row < values.length; row += 1) values[row] = labelAt(column, row);
  return { kind: "text", name: column.name, values };
}

/** The column with its labels as levels. */
export function toCategory(column: Column): CategoryColumn {
  if (column.kind === "category") return column;
  const { values } = toText(column);
  const levels = [...new Set(values)].filter((label) => label !== null).sort(byCodePoint);
  const codes = new Map<string | null, number>(levels.map((level, code) => [level, code]));
  const coded = new Int32Array(values.length);
  for (let row = 0; row < coded.length; row += 1) coded[row] = codes.get(values[row] ?? null) ?? -1;
  return { kind: "category", name: column.name, levels, codes: coded };
}
