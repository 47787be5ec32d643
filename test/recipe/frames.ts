import type { Column, Frame } from "../../src/engine/data/column.ts";
import { type RecipeStep, experiment as schema } from "../../src/protocol/experiment.schema.ts";

type Cell = number | string | null;

export function column(name: string, kind: Column["kind"], cells: readonly Cell[]): Column {
  if (kind === "text") return { kind, name, values: cells.map((cell) => (cell === null ? null : String(cell))) };
  if (kind === "category") {
    const levels = [...new Set(cells.filter((cell) => cell !== null).map(String))].sort();
    return { kind, name, levels, codes: Int32Array.from(cells, (cell) => levels.indexOf(String(cell))) };
  }
  return { kind, name, values: Float64Array.from(cells, (cell) => (cell === null ? Number.NaN : Number(cell))) };
}

export const frameOf = (...columns: Column[]): Frame => {
  const [first] = columns;
  const rows = first === undefined ? 0 : first.kind === "category" ? first.codes.length : first.values.length;
  return { rows, columns };
};

/** The rows of a frame that are asked for, in this order. */
export const rowsOf = ({ columns }: Frame, rows: readonly number[]): Frame => ({
  rows: rows.length,
  columns: columns.map((one): Column => {
    if (one.kind === "text") return { ...one, values: rows.map((row) => one.values[row] ?? null) };
    if (one.kind === "category") {
      // a small file has only the levels that occur in it
      const labels = rows.map((row) => ((one.codes[row] as number) < 0 ? null : (one.levels[one.codes[row] as number] as string)));
      return column(one.name, "category", labels);
    }
    return { ...one, values: Float64Array.from(rows, (row) => one.values[row] as number) };
  }),
});

/** Steps with their defaults filled in, as an experiment file would. */
export const steps = (...list: object[]): RecipeStep[] =>
  schema.parse({ data: "d", target: "t", task: "regression", model: { algorithm: "linear" }, recipe: list }).recipe;
