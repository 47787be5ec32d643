import type { Column } from "../data/column.ts";
import { byCodePoint, labelAt, rowsOf } from "./values.ts";

export interface Category {
  /** Null stands for missing. */
  label: string | null;
  count: number;
}

/** The distinct values of a column with their counts: numbers by size, labels by code point, missing last. */
export function categoriesOf(column: Column): Category[] {
  const counts = new Map<string | null, number>();
  for (let row = 0; row < rowsOf(column); row += 1) {
    const label = labelAt(column, row);
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const order = column.kind === "number" ? (a: string, b: string) => Number(a) - Number(b) : byCodePoint;
  return [...counts]
    .map(([label, count]) => ({ label, count }))
    .sort((a, b) => (a.label === null ? 1 : b.label === null ? -1 : order(a.label, b.label)));
}
