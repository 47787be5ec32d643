import type { Column } from "../data/column.ts";
import { byCodePoint } from "./values.ts";

/** For each row the position of its label in a table learnt from training; `absent` where the table has none. Null: missing. */
export function lookUp(column: Column, table: ReadonlyMap<string | null, number>, absent: number): Int32Array {
  const missing = table.get(null) ?? absent;
  if (column.kind === "category") {
    const byCode = Int32Array.from(column.levels, (level) => table.get(level) ?? absent);
    return column.codes.map((code) => (code < 0 ? missing : (byCode[code] as number)));
  }
  const found = new Int32Array(column.values.length);
  if (column.kind === "text") {
    for (let row = 0; row < found.length; row += 1) found[row] = table.get(column.values[row] ?? null) ?? absent;
    return found;
  }
  const byValue = new Map<number, number>();
  for (const [label, position] of table) {
    const value = column.kind === "date" ? Date.parse(label ?? "") : Number(label);
    if (label !== null && labelOf(column.kind, value) === label) byValue.set(value, position);
  }
  for (let row = 0; row < found.length; row += 1) {
    const value = column.values[row] as number;
    found[row] = Number.isNaN(value) ? missing : (byValue.get(value) ?? absent);
  }
  return found;
}

/** A number or a time as a label: shortest form, ISO 8601. */
const labelOf = (kind: "number" | "date", value: number): string | null =>
  Number.isNaN(value) ? null : kind === "number" ? String(value) : new Date(value).toISOString();

/** The same rows with their labels changed; null leaves one missing. `change` is asked once a level, or once a text. */
export function relabel<C extends Extract<Column, { kind: "category" | "text" }>>(column: C, change: (label: string) => string | null): C {
  if (column.kind === "text") return { ...column, values: column.values.map((value) => (value === null ? null : change(value))) };
  const changed = column.levels.map(change);
  const levels = [...new Set(changed.filter((label) => label !== null))].sort(byCodePoint);
  const places = new Map(levels.map((level, place) => [level, place]));
  const byCode = Int32Array.from(changed, (label) => (label === null ? -1 : (places.get(label) as number)));
  return { ...column, levels, codes: column.codes.map((code) => (code < 0 ? -1 : (byCode[code] as number))) };
}
