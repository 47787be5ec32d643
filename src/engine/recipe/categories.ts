import type { CategoryColumn, Column, DateColumn, NumberColumn, TextColumn } from "../data/column.ts";
import { byCodePoint, labelAt } from "./values.ts";

export interface Category {
  /** Null stands for missing. */
  label: string | null;
  count: number;
}

/** The distinct values of a column with their counts: numbers by size, labels by code point, missing last. */
export function categoriesOf(column: Column): Category[] {
  const counts = column.kind === "category" ? countCodes(column) : column.kind === "text" ? countTexts(column) : countValues(column);
  const order = column.kind === "number" ? (a: string, b: string) => Number(a) - Number(b) : byCodePoint;
  return [...counts]
    .map(([label, count]) => ({ label, count }))
    .sort((a, b) => (a.label === null ? 1 : b.label === null ? -1 : order(a.label, b.label)));
}

function countTexts({ values }: TextColumn): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function countValues(column: NumberColumn | DateColumn): Map<string | null, number> {
  const rows = new Map<number, { first: number; count: number }>(); // NaN equals itself as a key
  for (let row = 0; row < column.values.length; row += 1) {
    const found = rows.get(column.values[row] as number);
    if (found) found.count += 1;
    else rows.set(column.values[row] as number, { first: row, count: 1 });
  }
  return new Map([...rows.values()].map(({ first, count }) => [labelAt(column, first), count]));
}

function countCodes({ codes, levels }: CategoryColumn): Map<string | null, number> {
  const byCode = new Float64Array(levels.length + 1);
  for (const code of codes) byCode[code + 1] = (byCode[code + 1] as number) + 1;
  const counted = [null, ...levels].map((label, i) => [label, byCode[i] as number] as const);
  return new Map(counted.filter(([, count]) => count > 0));
}
