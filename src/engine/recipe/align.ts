import type { Column, Frame } from "../data/column.ts";
import { parseDate } from "./dates/parse.ts";
import { inputMissing, valueInfinite, valueUnfit } from "./errors.ts";
import type { FittedRecipe } from "./fitted.ts";
import { toText } from "./labels.ts";
import type { ColumnKind } from "./step.ts";
import { isMissing, labelAt, numberColumn, rowsOf } from "./values.ts";

/**
 * The columns that a fitted recipe needs, in its order and of the kinds that training had; others are left out.
 * A file may be read with other types than the training data (an empty column, numbers as text): what can be
 * converted without loss is. All else, and a column that is not there, is an error that names the column and the row,
 * or missing where the recipe says so.
 */
export function alignFrame({ inputs, lenient }: Pick<FittedRecipe, "inputs" | "lenient">, frame: Frame): Column[] {
  const byName = new Map(frame.columns.map((column) => [column.name, column]));
  return inputs.map(({ name, kind }) => {
    const column = byName.get(name) ?? (lenient?.missingColumn ? emptyColumn(name, frame.rows) : undefined);
    if (!column) throw inputMissing(name, [...byName.keys()]);
    const converted = column.kind === kind ? column : convert(column, kind, lenient?.wrongType === true);
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

const emptyColumn = (name: string, rows: number): Column => ({ kind: "text", name, values: new Array<null>(rows).fill(null) });

function convert(column: Column, kind: ColumnKind, lenient: boolean): Column {
  if (kind === "category" || kind === "text") return toText(column);
  const read = kind === "date" ? dateOf : numberOf;
  const values = new Float64Array(rowsOf(column));
  for (let row = 0; row < values.length; row += 1) {
    values[row] = isMissing(column, row) ? Number.NaN : read(column, row);
    if (!Number.isNaN(values[row]) || lenient || isMissing(column, row)) continue;
    throw valueUnfit(column.name, row + 1, labelAt(column, row) as string, kind === "date" ? "a date" : "a number");
  }
  return kind === "date" ? { kind, name: column.name, values } : numberColumn(column.name, values);
}

/** A number written as text; a date is none. */
function numberOf(column: Column, row: number): number {
  const label = labelAt(column, row) as string;
  return column.kind === "date" || label.trim() === "" ? Number.NaN : Number(label);
}

/** A date written as text; a number is none. */
const dateOf = (column: Column, row: number): number => (column.kind === "number" ? Number.NaN : parseDate(labelAt(column, row) as string));
