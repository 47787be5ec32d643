import { numberSql } from "../kinds.ts";
import { doublesOf, integersOf } from "../vectors.ts";
import type { FirstLook } from "./first-look.ts";
import type { Table, TableColumn } from "./table.ts";

/** Some of a column's finite values, ascending through all parts; valid only while it is shown. */
export interface Part {
  values: Float64Array;
  /** How often each value occurs: then all values differ. Null: each is one row's, and repeats itself. */
  counts: Float64Array | null;
  /** The table's row (from 0) of each value, where it was asked for. */
  rows: Int32Array | null;
}

type Show = (part: Part) => void;

/** Shows the finite values of a column of numbers or dates in order. Memory is DuckDB's: it sorts, and spills to disk where it must. */
export type Ordered = (show: Show) => Promise<void>;

/** Each row's value: for columns of many values. With `rows`, where each is. */
export function inOrder({ database, name }: Table, { value }: TableColumn, withRows: boolean): Ordered {
  const sql = `SELECT ${value} AS x${withRows ? ", rowid::INTEGER" : ""} FROM ${name} WHERE ${value} IS NOT NULL ORDER BY x`;
  return async (show) => {
    for await (const chunk of database.chunks(sql))
      show({ values: doublesOf(chunk, 0), counts: null, rows: withRows ? integersOf(chunk, 1) : null });
  };
}

/** Each different value with its count: for columns of few, and for those whose values a DOUBLE cannot tell apart. */
export function counted({ database, name }: Table, { sql, value, storage }: TableColumn): Ordered {
  const grouped = `SELECT ${sql} AS v, count(*)::DOUBLE AS c FROM ${name} WHERE ${value} IS NOT NULL GROUP BY 1`;
  return async (show) => {
    for await (const chunk of database.chunks(`SELECT ${numberSql("v", storage)} AS x, c FROM (${grouped}) ORDER BY v`))
      show({ values: doublesOf(chunk, 0), counts: doublesOf(chunk, 1), rows: null });
  };
}

/** Whether two different values may be one DOUBLE. */
export function isWide({ storage, shape }: TableColumn, { min, max }: FirstLook): boolean {
  if (shape === "date") return storage === "TIMESTAMP_NS" || Math.max(Math.abs(min), Math.abs(max)) > 9e12;
  const exact = storage === "DOUBLE" || storage === "FLOAT";
  return !exact && (storage.startsWith("DECIMAL") || Math.max(Math.abs(min), Math.abs(max)) >= Number.MAX_SAFE_INTEGER);
}
