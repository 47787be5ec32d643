import type { CategoryColumn, Column, Frame, NumberColumn } from "../../data/column.ts";
import { labelAt, rowsOf, takeRows } from "../../recipe/values.ts";

/** Training and validation rows as one, in the order of the data. Both were read from one source: their columns have the same levels. */
export function joinRows(parts: readonly { frame: Frame; numbers: Float64Array }[]): { frame: Frame; numbers: Float64Array } {
  const numbers = joined(new Float64Array(parts.reduce((sum, { frame }) => sum + frame.rows, 0)), parts, (part) => part.numbers);
  const order = Int32Array.from(numbers.keys()).sort((a, b) => (numbers[a] as number) - (numbers[b] as number));
  const [first] = parts.map(({ frame }) => frame.columns);
  const columns = (first ?? []).map((_, i) => takeRows(joinColumn(parts.map(({ frame }) => frame.columns[i] as Column)), order));
  return { frame: { rows: numbers.length, columns }, numbers: Float64Array.from(order, (row) => numbers[row] as number) };
}

export const takeFrame = ({ columns }: Frame, rows: Int32Array): Frame => ({
  rows: rows.length,
  columns: columns.map((column) => takeRows(column, rows)),
});

/** For each row which of the columns' values it has, together: from 0, in the order in which they come. Missing is a value like others. */
export function codesOf(columns: readonly Column[]): Int32Array {
  const seen = new Map<string, number>();
  return Int32Array.from({ length: columns[0] ? rowsOf(columns[0]) : 0 }, (_, row) => {
    const key = JSON.stringify(columns.map((column) => labelAt(column, row)));
    const code = seen.get(key) ?? seen.size;
    seen.set(key, code);
    return code;
  });
}

function joinColumn(parts: readonly Column[]): Column {
  const [first] = parts as [Column];
  if (first.kind === "text") return { ...first, values: parts.flatMap((part) => (part.kind === "text" ? part.values : [])) };
  const rows = parts.reduce((sum, part) => sum + rowsOf(part), 0);
  if (first.kind === "category") return { ...first, codes: joined(new Int32Array(rows), parts as CategoryColumn[], ({ codes }) => codes) };
  return { ...first, values: joined(new Float64Array(rows), parts as NumberColumn[], ({ values }) => values) };
}

function joined<A extends Int32Array | Float64Array, C>(all: A, parts: readonly C[], of: (part: C) => A): A {
  let at = 0;
  for (const part of parts) {
    all.set(of(part), at);
    at += of(part).length;
  }
  return all;
}
