import { extname } from "node:path";
import { TrainyardError } from "../../../shared/errors.ts";
import { type Database, numberOf } from "../database.ts";
import { noRows, notATable } from "../errors.ts";
import { ident, literal, pathLiteral } from "../sql.ts";
import type { Loaded } from "./delimited.ts";
import { NULL_SPELLINGS } from "./missing.ts";
import { distinctNames } from "./names.ts";

const JSON_OBJECT_BYTES = 64 * 1024 * 1024;
/** Kept as text: nothing here calculates with them. */
const AS_TEXT = /^(ENUM|UUID|TIME\b|TIME WITH|INTERVAL|BIT)/;

/** Reads Parquet, JSON or JSON Lines into the table `data` (without `__row`). */
export async function loadStructured(database: Database, file: string): Promise<Loaded> {
  const parquet = extname(file).toLowerCase() === ".parquet";
  const source = parquet
    ? `read_parquet(${pathLiteral(file)})`
    : `read_json(${pathLiteral(file)}, sample_size = -1, maximum_object_size = ${JSON_OBJECT_BYTES})`;
  try {
    const columns = (await database.all(`DESCRIBE SELECT * FROM ${source}`)).map((row) => ({
      raw: String(row.column_name),
      storage: String(row.column_type),
    }));
    const named = distinctNames(columns.map(({ raw }) => raw));
    const values = columns.map(({ raw, storage }, i) => `${convert(ident(raw), storage)} AS ${ident(named.names[i] as string)}`);
    await database.run(`CREATE OR REPLACE TABLE data AS SELECT ${values.join(", ")} FROM ${source}`);
    if (columns.length === 1 && columns[0]?.raw === "json") throw notATable(file, "its values are not objects");
    if (numberOf((await database.one("SELECT count(*) AS n FROM data")).n) === 0) throw noRows(file);
    return { notes: named.notes, rejected: { count: 0, first: [] } };
  } catch (error) {
    if (error instanceof TrainyardError) throw error;
    throw notATable(file, parquet ? "it is not a whole Parquet file" : reason(error));
  }
}

function convert(column: string, storage: string): string {
  if (storage === "JSON") return withoutNulls(`${column} ->> '$'`);
  if (storage === "VARCHAR") return withoutNulls(column);
  if (AS_TEXT.test(storage)) return `${column}::VARCHAR`;
  if (storage === "DOUBLE" || storage === "FLOAT") return `nullif(${column}, 'nan'::${storage})`;
  if (storage === "TIMESTAMP WITH TIME ZONE") return `${column}::TIMESTAMP`;
  return column;
}

const withoutNulls = (text: string): string => `CASE WHEN ${text} NOT IN (${NULL_SPELLINGS.map(literal).join(", ")}) THEN ${text} END`;

/** The part of DuckDB's message that speaks of the JSON. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const line = message.split("\n", 1)[0] as string;
  return line
    .replace(/^[\w ]+ Error: /, "")
    .replace(/ in file ".*?"/, "")
    .replace(/\bTry .*$/, "")
    .replace(/[.\s]+$/, "");
}
