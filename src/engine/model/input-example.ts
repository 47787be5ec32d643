import type { Column, Frame } from "../data/column.ts";
import { isMissing, labelAt } from "../recipe/values.ts";

/** A few rows as they go into a model, in pandas' `split` form, which is MLflow's: the content of `input_example.json`. */
export interface InputExample {
  columns: string[];
  data: (number | string | null)[][];
}

const ROWS = 5;

/** The first rows of the features, in the recipe's order. */
export function inputExampleOf({ rows, columns }: Frame, names: readonly string[]): InputExample {
  const chosen = names.map((name) => columns.find((column) => column.name === name) as Column);
  const data = Array.from({ length: Math.min(ROWS, rows) }, (_, row) => chosen.map((column) => cell(column, row)));
  return { columns: [...names], data };
}

function cell(column: Column, row: number): number | string | null {
  if (isMissing(column, row)) return null;
  return column.kind === "number" ? (column.values[row] as number) : labelAt(column, row);
}
