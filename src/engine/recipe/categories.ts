import type { CategoryColumn, Column } from "../data/column.ts";
import { byCodePoint, labelAt, rowsOf } from "./values.ts";

export interface Category {
  /** Null stands for missing. */
  label: string | null;
  count: number;
}

/** The distinct values of a column with their counts: numbers by size, labels by code point, missing last. */
export function categoriesOf(column: Column): Category[] {
  const counts = column.kind === "category" ? countCodes(column) : countLabels(column);
  const order = column.kind === "number" ? (a: string, b: string) => Number(a) - Number(b) : byCodePoint;
  return [...counts]
    .map(([label, count]) => ({ label, count }))
    .sort((a, b) => (a.label === null ? 1 : b.label === null ? -1 : order(a.label, b.label)));
}

function countLabels(column: Column): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  for (let row = 0; row < rowsOf(column); row += 1) {
    const label = labelAt(column, row);
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return counts;
}

function countCodes({ codes, levels }: CategoryColumn): Map<string | null, number> {
  const byCode = new Float64Array(levels.length + 1);
  for (const code of codes) byCode[code + 1] = (byCode[code + 1] as number) + 1;
  const counted = [null, ...levels].map((label, i) => [label, byCode[i] as number] as const);
  return new Map(counted.filter(([, count]) => count > 0));
}
