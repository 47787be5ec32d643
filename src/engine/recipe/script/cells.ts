import type { Column } from "../../data/column.ts";
import { labelColumn } from "../label-column.ts";
import { isMissing, labelAt, numberColumn, rowsOf } from "../values.ts";
import { valueOfScript } from "./errors.ts";

/** One value as the user's code sees it; null is missing. */
export type Cell = number | string | boolean | Date | null;
export type Cells = Record<string, Cell[]>;

/** Kinds of columns that a script makes: its text is labels. */
export type MadeKind = "number" | "category" | "date";

export const cellsOf = (columns: readonly Column[]): Cells =>
  Object.fromEntries(columns.map((column) => [column.name, Array.from({ length: rowsOf(column) }, (_, row) => cellAt(column, row))]));

function cellAt(column: Column, row: number): Cell {
  if (isMissing(column, row)) return null;
  if (column.kind === "number") return column.values[row] as number;
  return column.kind === "date" ? new Date(column.values[row] as number) : labelAt(column, row);
}

/** The kind of the first value that is there; a column without any is of numbers. */
export function kindOf(name: string, cells: ArrayLike<unknown>): MadeKind {
  for (let row = 0; row < cells.length; row += 1) {
    const kind = kindOfCell(cells[row]);
    if (kind !== null) return kind ?? refuse(name, row, cells[row], "number");
  }
  return "number";
}

/** A column of what the user's code returned. Throws `script-value-unfit` at the first value that is none, or of another kind. */
export function columnOf(name: string, kind: MadeKind, cells: ArrayLike<unknown>): Column {
  for (let row = 0; row < cells.length; row += 1) {
    const found = kindOfCell(cells[row]);
    if (found !== null && found !== kind) refuse(name, row, cells[row], kind);
  }
  const values = cells as ArrayLike<Cell>;
  if (kind === "category")
    return labelColumn(
      name,
      Array.from(values, (value) => value as string | null),
    );
  const numbers = Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value)));
  return kind === "date" ? { kind, name, values: numbers } : numberColumn(name, numbers);
}

/** Null where missing, undefined where it is no value of a column. */
function kindOfCell(value: unknown): MadeKind | null | undefined {
  if (value === null) return null;
  if (typeof value === "number") return Number.isFinite(value) ? "number" : undefined;
  if (typeof value === "boolean") return "number";
  if (typeof value === "string") return "category";
  return value instanceof Date && !Number.isNaN(value.getTime()) ? "date" : undefined;
}

const NAMES: Record<MadeKind, string> = { number: "numbers", category: "text", date: "dates" };

function refuse(name: string, row: number, value: unknown, kind: MadeKind): never {
  const shown =
    value instanceof Date ? "a date" : typeof value === "object" ? "an object" : typeof value === "string" ? "text" : String(value);
  const isValue = kindOfCell(value) !== undefined;
  const what = isValue ? `${shown} where its other values are ${NAMES[kind]}` : value instanceof Date ? "a date that is none" : shown;
  const remedy = isValue
    ? "Return values of one kind in a column."
    : "Return a finite number, text, true, false, a Date, or null where the value is missing.";
  throw valueOfScript(name, row + 1, what, remedy);
}
