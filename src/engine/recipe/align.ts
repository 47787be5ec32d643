import type { Column, Frame } from "../data/column.ts";
import { columnMissing, valueInfinite, valueUnfit } from "./errors.ts";
import type { FittedRecipe } from "./fitted.ts";
import type { ColumnKind } from "./step.ts";
import { isMissing, labelAt, numberColumn, rowsOf } from "./values.ts";

/**
 * The columns that a fitted recipe needs, in its order and of the kinds that training had; others are left out.
 * A file may be read with other types than the training data (an empty column, numbers as text): what can be
 * converted without loss is, all else is an error that names the column and the row.
 */
export function alignFrame(inputs: FittedRecipe["inputs"], frame: Frame): Column[] {
  const byName = new Map(frame.columns.map((column) => [column.name, column]));
  return inputs.map(({ name, kind }) => {
    const column = byName.get(name);
    if (!column) throw columnMissing(name, [...byName.keys()]);
    const converted = convert(column, kind);
    checkFinite(converted);
    return converted;
  });
}

export function checkFinite(column: Column): void {
  if (column.kind !== "number") return;
  const { name, values } = column;
  for (let row = 0; row < values.length; row += 1)
    if (Math.abs(values[row] as number) === Number.POSITIVE_INFINITY) throw valueInfinite(name, row + 1);
}

function convert(column: Column, kind: ColumnKind): Column {
  if (column.kind === kind) return column;
  const rows = rowsOf(column);
  const labels = Array.from({ length: rows }, (_, row) => labelAt(column, row));
  if (kind === "category" || kind === "text") return { kind: "text", name: column.name, values: labels };
  const unfit = (row: number) => valueUnfit(column.name, row + 1, labels[row] as string, kind === "date" ? "a date" : "a number");
  const values = Float64Array.from({ length: rows }, (_, row) => {
    if (isMissing(column, row)) return Number.NaN;
    const value = kind === "number" ? numberOf(column, labels[row] as string) : Number.NaN;
    if (Number.isNaN(value)) throw unfit(row);
    return value;
  });
  return kind === "date" ? { kind, name: column.name, values } : numberColumn(column.name, values);
}

/** A number written as text; a date is none. */
const numberOf = (column: Column, label: string) => (column.kind === "date" || label.trim() === "" ? Number.NaN : Number(label));
