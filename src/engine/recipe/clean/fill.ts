import type { CategoryColumn, Column, NumberColumn } from "../../data/column.ts";
import { byCodePoint, isMissing, labelAt, numberColumn, rowsOf } from "../values.ts";

type Value = string | number;

/** The column with `value` where it was missing. */
export function fillWith(column: Column, value: Value): Column {
  if (column.kind === "text") return { ...column, values: column.values.map((text) => text ?? String(value)) };
  if (column.kind === "category") {
    const { column: wider, code } = withLevel(column, String(value));
    return { ...wider, codes: wider.codes.map((old) => (old < 0 ? code : old)) };
  }
  const values = column.values.slice();
  for (let row = 0; row < values.length; row += 1) if (Number.isNaN(values[row])) values[row] = value as number;
  return { ...column, values };
}

/** The column with the last value before it where one is missing; `memory` has that of the rows before, and goes on. */
export function forwardFilled(column: Column, memory: Record<string, Value | null> | null): Column {
  const before = memory?.[column.name] ?? null;
  const filled = column.kind === "category" ? forwardCodes(column, before) : forwardValues(column, before);
  if (memory) memory[column.name] = lastOf(filled) ?? before; // there may be no row left to fill
  return filled;
}

function forwardValues<C extends Exclude<Column, CategoryColumn>>(column: C, before: Value | null): C {
  const values = column.values.slice() as (Value | null)[] | Float64Array;
  let last = before ?? (column.kind === "text" ? null : Number.NaN);
  for (let row = 0; row < values.length; row += 1) {
    if (isMissing(column, row)) values[row] = last as number;
    else last = values[row] as Value;
  }
  return { ...column, values };
}

function forwardCodes(column: CategoryColumn, before: Value | null): CategoryColumn {
  const { column: wider, code } = before === null ? { column, code: -1 } : withLevel(column, String(before));
  let last = code;
  const codes = wider.codes.map((own) => {
    last = own < 0 ? last : own;
    return last;
  });
  return { ...wider, codes };
}

/** The last value that is there: a label, a number, or milliseconds of a date. */
export function lastOf(column: Column): Value | null {
  let row = rowsOf(column) - 1;
  while (row >= 0 && isMissing(column, row)) row -= 1;
  if (row < 0) return null;
  return column.kind === "number" || column.kind === "date" ? (column.values[row] as number) : labelAt(column, row);
}

/** 1 where a value is missing, in a column `<name>_missing`. */
export function flagsOf(column: Column): NumberColumn {
  const values = new Float64Array(rowsOf(column));
  for (let row = 0; row < values.length; row += 1) values[row] = isMissing(column, row) ? 1 : 0;
  return numberColumn(`${column.name}_missing`, values);
}

function withLevel(column: CategoryColumn, label: string): { column: CategoryColumn; code: number } {
  const at = column.levels.indexOf(label);
  if (at >= 0) return { column, code: at };
  const levels = [...column.levels, label].sort(byCodePoint);
  const code = levels.indexOf(label);
  return { column: { ...column, levels, codes: column.codes.map((old) => (old >= code ? old + 1 : old)) }, code };
}
