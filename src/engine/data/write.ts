import { access, constants, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { DOUBLE, DuckDBDataChunk, type DuckDBType, type DuckDBValue, VARCHAR } from "@duckdb/node-api";
import type { DataSource } from "../../protocol/worker.ts";
import type { Column } from "./column.ts";
import { Database } from "./database.ts";
import { outUnwritable } from "./errors.ts";
import { distinctNames } from "./ingest/names.ts";
import { batches, ident, literal } from "./sql.ts";

const CHUNK = 2048;

export interface Written {
  rows: number;
  columns: string[];
}

/**
 * Writes a source's columns and, after them, the added ones (one value for each row, in the order of `__row`) as CSV.
 * A taken name gets `_2`. The file appears whole or not at all. Missing is an empty value.
 */
export async function writeCsv(out: string, source: DataSource, added: readonly Column[], signal?: AbortSignal): Promise<Written> {
  const path = resolve(out);
  await checkWritable(path);
  const partial = join(dirname(path), `.${basename(path)}.${process.pid}.partial`);
  const database = await Database.open(source.database, { readOnly: true, signal });
  try {
    const described = await database.all("DESCRIBE data");
    const own = described.map((row) => String(row.column_name)).filter((name) => name !== "__row" && name !== "__split");
    const { names } = distinctNames([...own, ...added.map(({ name }) => name)]);
    await fillAdded(database, added, source.rows);
    const values = [...own.map((name) => ident(name)), ...added.map((column, i) => valueSql(column, i))].map(
      (sql, i) => `${sql} AS ${ident(names[i] as string)}`,
    );
    await database.run(
      `COPY (SELECT ${values.join(", ")} FROM data POSITIONAL JOIN temp.added) TO ${literal(partial)} (FORMAT csv, HEADER, DELIMITER ',')`,
    );
    await rename(partial, path);
    return { rows: source.rows, columns: names };
  } finally {
    database.close();
    await rm(partial, { force: true });
  }
}

export async function checkWritable(path: string): Promise<void> {
  try {
    await access(dirname(path), constants.W_OK);
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw outUnwritable(path, missing ? "its directory does not exist" : "its directory is not yours to write in");
  }
}

const isText = ({ kind }: Column): boolean => kind === "category" || kind === "text";

function valueSql(column: Column, index: number): string {
  return column.kind === "date" ? `make_timestamp((temp.added.a${index} * 1000)::BIGINT)` : `temp.added.a${index}`;
}

/** Puts the added columns into a temporary table, chunk by chunk. */
async function fillAdded(database: Database, added: readonly Column[], rows: number): Promise<void> {
  const types: DuckDBType[] = [DOUBLE, ...added.map((column) => (isText(column) ? VARCHAR : DOUBLE))];
  const columns = types.map((type, i) => `${i === 0 ? "position" : `a${i - 1}`} ${type === VARCHAR ? "VARCHAR" : "DOUBLE"}`);
  await database.run(`CREATE OR REPLACE TEMP TABLE added (${columns.join(", ")})`);
  const appender = await database.connection.createAppender("added", "main", "temp");
  const positions = batches(
    Array.from({ length: rows }, (_, i) => i),
    CHUNK,
  );
  for (const part of positions) {
    const chunk = DuckDBDataChunk.create(types, part.length);
    chunk.setColumns([part, ...added.map((column) => part.map((row) => cellOf(column, row)))]);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

export function cellOf(column: Column, row: number): DuckDBValue {
  if (column.kind === "text") return column.values[row] ?? null;
  if (column.kind === "category") return column.levels[column.codes[row] ?? -1] ?? null;
  const value = column.values[row];
  return value === undefined || Number.isNaN(value) ? null : value;
}
