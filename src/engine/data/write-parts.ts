import { rename, rm } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { DOUBLE, DuckDBDataChunk, type DuckDBType, VARCHAR } from "@duckdb/node-api";
import type { Column } from "./column.ts";
import { Database } from "./database.ts";
import { outUnknown } from "./errors.ts";
import { ident, literal } from "./sql.ts";
import { cellOf, checkWritable } from "./write.ts";

const CHUNK = 2048;
const FORMATS: Record<string, string> = { ".csv": "FORMAT csv, HEADER, DELIMITER ','", ".parquet": "FORMAT parquet, COMPRESSION zstd" };

/** Some rows of a table that is written in parts: the same columns in each, and for each row its place in the whole. */
export interface Part {
  columns: readonly Column[];
  order: ArrayLike<number>;
}

/** Writes a table as CSV or Parquet, by the file's ending, with the rows of all parts in order. The file appears whole or not at all. */
export async function writeParts(out: string, parts: readonly Part[], temp: string, signal?: AbortSignal): Promise<void> {
  const path = resolve(out);
  const format = FORMATS[extname(path).toLowerCase()];
  if (!format) throw outUnknown(path, Object.keys(FORMATS));
  await checkWritable(path);
  const partial = join(dirname(path), `.${basename(path)}.${process.pid}.partial`);
  const database = await Database.open(join(temp, `write-${process.pid}.duckdb`), { signal });
  try {
    const columns = parts[0]?.columns ?? [];
    const types: DuckDBType[] = [DOUBLE, ...columns.map((column) => (isText(column) ? VARCHAR : DOUBLE))];
    await database.run(`CREATE TABLE parts (${types.map((type, i) => `c${i} ${type === VARCHAR ? "VARCHAR" : "DOUBLE"}`).join(", ")})`);
    for (const part of parts) await append(database, part, types);
    const values = columns.map((column, i) => `${valueSql(column, `c${i + 1}`)} AS ${ident(column.name)}`);
    await database.run(`COPY (SELECT ${values.join(", ")} FROM parts ORDER BY c0) TO ${literal(partial)} (${format})`);
    await rename(partial, path);
  } finally {
    database.close();
    await rm(partial, { force: true });
  }
}

const isText = ({ kind }: Column): boolean => kind === "category" || kind === "text";

const valueSql = ({ kind }: Column, sql: string): string => (kind === "date" ? `make_timestamp((${sql} * 1000)::BIGINT)` : sql);

async function append(database: Database, { columns, order }: Part, types: DuckDBType[]): Promise<void> {
  const appender = await database.connection.createAppender("parts");
  for (let from = 0; from < order.length; from += CHUNK) {
    const rows = Array.from({ length: Math.min(CHUNK, order.length - from) }, (_, i) => from + i);
    const chunk = DuckDBDataChunk.create(types, rows.length);
    chunk.setColumns([rows.map((row) => order[row] as number), ...columns.map((column) => rows.map((row) => cellOf(column, row)))]);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}
