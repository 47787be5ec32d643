import { transform } from "sucrase";
import type { Column, Frame } from "../../../src/engine/data/column.ts";
import { isMissing } from "../../../src/engine/recipe/values.ts";

type Cell = number | string | null;
export type Row = Record<string, Cell>;
export type Prepare = (row: Row) => Row | null;

/** The rows of a frame as the code that is made takes them. */
export const rowsIn = ({ rows, columns }: Frame): Row[] =>
  Array.from({ length: rows }, (_, row) => Object.fromEntries(columns.map((column) => [column.name, cellAt(column, row)])));

/** The cell as the code gives it: numbers, dates in milliseconds, text; null where missing. */
export function cellAt(column: Column, row: number): Cell {
  if (isMissing(column, row)) return null;
  if (column.kind === "category") return column.levels[column.codes[row] as number] as string;
  return column.kind === "text" ? (column.values[row] as string) : (column.values[row] as number);
}

/** The function of a file that was made, begun anew. */
export function begin(source: string): Prepare {
  const { code } = transform(source, { transforms: ["typescript", "imports"] });
  const exports: { prepare?: Prepare; createPrepare?: () => Prepare } = {};
  new Function("exports", code)(exports);
  return exports.prepare ?? (exports.createPrepare as () => Prepare)();
}
