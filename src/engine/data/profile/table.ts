import { type Database, numberOf } from "../database.ts";
import { isDate, isInteger, isNumber, isText, numberSql } from "../kinds.ts";
import { batches, ident } from "../sql.ts";

/** Columns that one statement looks at: more make DuckDB slow and large. */
export const BATCH = 100;

export interface TableColumn {
  index: number;
  name: string;
  storage: string;
  /** What the storage allows to calculate; `other` is nested or binary. */
  shape: "number" | "integer" | "boolean" | "date" | "text" | "other";
  /** SQL of the column. */
  sql: string;
  /** SQL of its finite values as DOUBLE (dates in epoch milliseconds), for numbers and dates. */
  value: string | null;
}

/** What is profiled, as its parts see it. */
export interface Table {
  database: Database;
  /** SQL name of the table; its `rowid` counts from 0 without gaps. */
  name: string;
  rows: number;
  columns: TableColumn[];
}

export function describeTable(
  database: Database,
  name: string,
  rows: number,
  columns: readonly { name: string; storage: string }[],
): Table {
  return {
    database,
    name,
    rows,
    columns: columns.map(({ name, storage }, index): TableColumn => {
      const shape = shapeOf(storage);
      const sql = ident(name);
      const value = shape === "number" || shape === "integer" || shape === "date" ? numberSql(sql, storage) : null;
      return { index, name, storage, shape, sql, value };
    }),
  };
}

function shapeOf(storage: string): TableColumn["shape"] {
  if (storage === "BOOLEAN") return "boolean";
  if (isInteger(storage)) return "integer";
  if (isNumber(storage)) return "number";
  if (isDate(storage)) return "date";
  return isText(storage) ? "text" : "other";
}

/** Aggregates of many columns, a batch at a time: `figures` names SQL aggregates of one column. */
export async function aggregate<K extends string>(
  { database, name }: Table,
  columns: readonly TableColumn[],
  figures: (column: TableColumn) => Record<K, string>,
): Promise<Map<TableColumn, Record<K, unknown>>> {
  const found = new Map<TableColumn, Record<K, unknown>>();
  for (const group of batches(columns, BATCH)) {
    const parts = group.flatMap((column, i) => Object.entries<string>(figures(column)).map(([key, sql]) => `${sql} AS ${key}_${i}`));
    const row = await database.one(`SELECT ${parts.join(", ")} FROM ${name}`);
    for (const [i, column] of group.entries()) {
      const own = Object.keys(figures(column)).map((key) => [key, row[`${key}_${i}`]]);
      found.set(column, Object.fromEntries(own) as Record<K, unknown>);
    }
  }
  return found;
}

export const countOf = (value: unknown): number => numberOf(value as number | null);
