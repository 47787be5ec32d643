import { access, constants, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { DOUBLE, DuckDBDataChunk, type DuckDBType, type DuckDBValue, VARCHAR } from "@duckdb/node-api";
import type { DataSource } from "../../protocol/worker.ts";
import type { Column } from "./column.ts";
import { Database } from "./database.ts";
import { outUnwritable } from "./errors.ts";
import { distinctNames } from "./ingest/names.ts";
import { ident, literal } from "./sql.ts";

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
  const database = await Database.open(source.database, { readOnly: true, signal });
  try {
    return await writeRows(database, out, source.rows, (add) => add(added, source.rows));
  } finally {
    database.close();
  }
}

/** Takes so many more rows of the added columns, which are the same each time. */
export type AddRows = (columns: readonly Column[], rows: number) => Promise<void>;

/**
 * The same of a database that is open, with the added columns handed over some rows at a time: they wait in a temporary
 * table, which DuckDB lays on disk where it grows large.
 */
export async function writeRows(database: Database, out: string, rows: number, work: (add: AddRows) => Promise<void>): Promise<Written> {
  const path = resolve(out);
  await checkWritable(path);
  const partial = join(dirname(path), `.${basename(path)}.${process.pid}.partial`);
  try {
    const described = await database.all("DESCRIBE data");
    const own = described.map((row) => String(row.column_name)).filter((name) => name !== "__row" && name !== "__split");
    const added = await takeAdded(database, work);
    const { names } = distinctNames([...own, ...added.map(({ name }) => name)]);
    const values = [...own.map((name) => ident(name)), ...added.map((column, i) => valueSql(column, i))].map(
      (sql, i) => `${sql} AS ${ident(names[i] as string)}`,
    );
    await database.run(
      `COPY (SELECT ${values.join(", ")} FROM data POSITIONAL JOIN temp.added) TO ${literal(partial)} (FORMAT csv, HEADER, DELIMITER ',')`,
    );
    await rename(partial, path);
    return { rows, columns: names };
  } finally {
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

/** Puts the added columns into a temporary table as they come; says what they are. */
async function takeAdded(database: Database, work: (add: AddRows) => Promise<void>): Promise<readonly Column[]> {
  let known: readonly Column[] = [];
  let table: AddedTable | null = null;
  await work(async (columns, rows) => {
    known = columns;
    table ??= await addedTable(database, columns);
    table.append(columns, rows);
  });
  (table as AddedTable | null)?.close();
  return known;
}

interface AddedTable {
  append(columns: readonly Column[], rows: number): void;
  close(): void;
}

async function addedTable(database: Database, added: readonly Column[]): Promise<AddedTable> {
  const types: DuckDBType[] = [DOUBLE, ...added.map((column) => (isText(column) ? VARCHAR : DOUBLE))];
  const columns = types.map((type, i) => `${i === 0 ? "position" : `a${i - 1}`} ${type === VARCHAR ? "VARCHAR" : "DOUBLE"}`);
  await database.run(`CREATE OR REPLACE TEMP TABLE added (${columns.join(", ")})`);
  const appender = await database.connection.createAppender("added", "main", "temp");
  return {
    append(columns, rows) {
      for (let from = 0; from < rows; from += CHUNK) {
        const part = Array.from({ length: Math.min(CHUNK, rows - from) }, (_, i) => from + i);
        const chunk = DuckDBDataChunk.create(types, part.length);
        chunk.setColumns([part, ...columns.map((column) => part.map((row) => cellOf(column, row)))]);
        appender.appendDataChunk(chunk);
      }
    },
    close: () => appender.closeSync(),
  };
}

export function cellOf(column: Column, row: number): DuckDBValue {
  if (column.kind === "text") return column.values[row] ?? null;
  if (column.kind === "category") return column.levels[column.codes[row] ?? -1] ?? null;
  const value = column.values[row];
  return value === undefined || Number.isNaN(value) ? null : value;
}
