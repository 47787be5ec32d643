import type { Column, NumberColumn } from "../data/column.ts";

export const rowsOf = (column: Column): number => (column.kind === "category" ? column.codes : column.values).length;

export function isMissing(column: Column, row: number): boolean {
  if (column.kind === "category") return (column.codes[row] as number) < 0;
  if (column.kind === "text") return (column.values[row] ?? null) === null;
  return Number.isNaN(column.values[row]);
}

/** The value as a label, null where missing. Numbers in their shortest form (`3`, `0.5`), dates in ISO 8601. */
export function labelAt(column: Column, row: number): string | null {
  if (isMissing(column, row)) return null;
  if (column.kind === "category") return column.levels[column.codes[row] as number] as string;
  if (column.kind === "text") return column.values[row] as string;
  return column.kind === "date" ? new Date(column.values[row] as number).toISOString() : String(column.values[row]);
}

/** A column of the chosen rows, in their order. */
export function takeRows<C extends Column>(column: C, rows: Int32Array): C {
  if (column.kind === "category") return { ...column, codes: rows.map((row) => column.codes[row] as number) };
  if (column.kind === "text") {
    const values = new Array<string | null>(rows.length);
    for (let i = 0; i < rows.length; i += 1) values[i] = column.values[rows[i] as number] ?? null;
    return { ...column, values };
  }
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) values[i] = column.values[rows[i] as number] as number;
  return { ...column, values };
}

/** The positions of `count` rows, from 0: those that `stays` says yes to, or all. */
export function positions(count: number, stays?: (row: number) => boolean): Int32Array {
  const rows = new Int32Array(count);
  let kept = 0;
  for (let row = 0; row < count; row += 1) {
    if (stays && !stays(row)) continue;
    rows[kept] = row;
    kept += 1;
  }
  return kept === count ? rows : rows.slice(0, kept);
}

export const numberColumn = (name: string, values: Float64Array): NumberColumn => ({ kind: "number", name, values });

/** `(value - center) / scale` for each. */
export function shifted(values: Float64Array, center: number, scale: number): Float64Array {
  const result = new Float64Array(values.length);
  for (let row = 0; row < result.length; row += 1) result[row] = ((values[row] as number) - center) / scale;
  return result;
}

/** The values of a number or date column that are there, in an array of their own. */
export function presentNumbers(values: Float64Array): Float64Array {
  const present = new Float64Array(values.length); // `filter` would make a list of a million objects on the way
  let count = 0;
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] as number;
    present[count] = value;
    if (!Number.isNaN(value)) count += 1; // a missing one is overwritten by the next
  }
  return present.subarray(0, count);
}

/** Orders text by Unicode code point, as Python and DuckDB do; JavaScript's own order is by UTF-16 unit. */
export function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    if (a.charCodeAt(i) === b.charCodeAt(i)) continue;
    return rank(a.charCodeAt(i)) - rank(b.charCodeAt(i));
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above all others. */
const rank = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
