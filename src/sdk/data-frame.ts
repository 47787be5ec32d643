import { createRequire } from "node:module";
import { join } from "node:path";
import { type Dataset, type Row, table } from "./dataset.ts";

/** What a cell may hold. Missing is null; NaN, undefined and invalid dates are read as missing too. */
export type Cell = number | string | boolean | bigint | Date | null;

/** A column of numbers (NaN: missing), dates (epoch milliseconds), categories (-1: missing) or text. */
export type FrameColumn =
  | { kind: "number" | "date"; name: string; values: ArrayLike<number> }
  | { kind: "category"; name: string; codes: ArrayLike<number>; levels: readonly string[] }
  | { kind: "text"; name: string; values: ArrayLike<string | null> };

/** Columns of equal length, as preparation steps get them. */
export interface Frame {
  rows: number;
  columns: readonly FrameColumn[];
}

/** A data frame of danfojs-node, which names its own type `DataFrame`: `toDataFrame<DataFrame>(...)` gives that. */
export interface DataFrame {
  shape: number[];
  columns: string[];
  dtypes: string[];
  values: unknown;
  // biome-ignore lint/suspicious/noExplicitAny: danfojs-node's own declaration has this index signature.
  [member: string]: any;
}

/**
 * A table as a data frame of danfojs-node, which the script's own project has to have. Missing is NaN among numbers and null
 * elsewhere. Whole numbers beyond 2^53 come as bigint and stay so, in a column of dtype `string`: danfojs cannot reckon with them.
 * Throws where danfojs-node is not installed, or does not load.
 */
export function toDataFrame<D = DataFrame>(data: Dataset<Cell> | Dataset | readonly Row<Cell | undefined>[] | Frame): D {
  const columns = columnsOf(data);
  const types = columns.map(({ cells }) => dtypeOf(cells));
  const rows = columns[0]?.cells.length ?? 0;
  const numeric = types.map((type) => type === "float32" || type === "int32");
  const values = Array.from({ length: rows }, (_, row) =>
    columns.map(({ cells }, i) => {
      const cell = cells[row] ?? null;
      return numeric[i] ? Number(cell ?? Number.NaN) : cell;
    }),
  );
  const { DataFrame } = danfojs();
  return new DataFrame(values, { columns: columns.map(({ name }) => name), dtypes: types }) as D;
}

/** A data frame's rows as a dataset; its index is left out. Missing, be it NaN, null or undefined, is null. */
export function fromDataFrame(frame: object): Dataset<Cell> {
  // What `values` and `columns` answer with, and a column of such a name would hide.
  const { $data: data, $columns: names } = frame as { $data: unknown[][]; $columns: string[] };
  if (!Array.isArray(data) || !Array.isArray(names)) throw new TypeError("fromDataFrame needs a DataFrame of danfojs-node.");
  const rows = data.map((row) => Object.fromEntries(names.map((name, i) => [name, present(row[i])])));
  return table<Cell>(rows, [...names]);
}

interface NamedCells {
  name: string;
  cells: Cell[];
}

function columnsOf(data: Parameters<typeof toDataFrame>[0]): NamedCells[] {
  if ("columns" in data) return data.columns.map((column) => ({ name: column.name, cells: cellsOf(column) }));
  const rows: readonly Row<Cell | undefined>[] = "names" in data ? data.rows : data;
  const names = "names" in data ? data.names : [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return names.map((name) => ({ name, cells: rows.map((row) => present(row[name])) }));
}

function cellsOf(column: FrameColumn): Cell[] {
  if (column.kind === "category") return Array.from(column.codes, (code) => column.levels[code] ?? null);
  if (column.kind === "date") return Array.from(column.values, (time) => present(new Date(time)));
  return Array.from(column.values, present);
}

function present(cell: unknown): Cell {
  if (cell === undefined || Number.isNaN(cell)) return null;
  if (cell instanceof Date && Number.isNaN(cell.getTime())) return null;
  return cell as Cell;
}

const INT32 = 2 ** 31;

/** The column's type in danfojs's words: what all its values are, `string` where they differ. */
function dtypeOf(cells: readonly Cell[]): string {
  const there = cells.filter((cell) => cell !== null);
  const all = (test: (cell: Cell) => boolean) => there.length > 0 && there.every(test);
  if (there.length === 0 || all((cell) => typeof cell === "number")) {
    const whole = there.length === cells.length && all((cell) => Number.isInteger(cell) && Math.abs(cell as number) < INT32);
    return whole ? "int32" : "float32";
  }
  if (all((cell) => typeof cell === "boolean")) return "boolean";
  return all((cell) => cell instanceof Date) ? "datetime" : "string";
}

interface Danfojs {
  DataFrame: new (data: unknown, options: { columns: string[]; dtypes: string[] }) => object;
}

/** danfojs-node as the script would get it: from beside the script, from the current directory, or from beside this package. */
function danfojs(): Danfojs {
  const places = [process.argv[1], join(process.cwd(), "script.js"), import.meta.url];
  for (const place of places) {
    if (place === undefined) continue;
    const find = createRequire(place);
    let file: string;
    try {
      file = find.resolve("danfojs-node");
    } catch {
      continue;
    }
    return find(file) as Danfojs;
  }
  throw new Error("toDataFrame needs danfojs-node, which is not installed here. Trainyard's README says how to install it.");
}
