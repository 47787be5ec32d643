import type { ReadingOptions } from "../../../protocol/reading.ts";
import { TrainyardError } from "../../../shared/errors.ts";
import { type Database, numberOf } from "../database.ts";
import { noRows, notATable } from "../errors.ts";
import { ident, literal, pathLiteral } from "../sql.ts";
import { align } from "./align.ts";
import type { FoundFile } from "./files.ts";
import { flatten } from "./flatten.ts";
import { type Loaded, NOTHING_REJECTED } from "./loaded.ts";
import { distinctNames } from "./names.ts";

const JSON_OBJECT_BYTES = 64 * 1024 * 1024;

/** Reads Parquet, JSON or JSON Lines into the table `data` (without `__row`). */
export async function loadStructured(database: Database, found: readonly FoundFile[], options: ReadingOptions): Promise<Loaded> {
  const { select, notes, columns } = await selectStructured(database, found, options);
  await database.expect(columns);
  const [first] = found as [FoundFile];
  await trying(first, () => database.run(`CREATE OR REPLACE TABLE data AS ${select}`));
  if (numberOf((await database.one("SELECT count(*) AS n FROM data")).n) === 0) throw noRows(first.file);
  return { notes, rejected: NOTHING_REJECTED };
}

/** SQL that reads the files as a table of plain values. */
export async function selectStructured(
  database: Database,
  found: readonly FoundFile[],
  { unionByName = false, filename = false }: ReadingOptions,
): Promise<{ select: string; columns: number; notes: string[] }> {
  const named = [];
  for (const one of found) {
    const columns = await trying(one, () => database.typesOf(`SELECT * FROM ${reader([one])} LIMIT 0`));
    if (columns.length === 1 && columns[0]?.name === "json" && one.format === "json")
      throw notATable(one.file, "it holds no objects with fields");
    named.push({ file: one.file, names: columns.map(({ name }) => name) });
  }
  const { notes } = align(named, unionByName);
  // DuckDB reads several files at once and gives their rows in any order.
  const ordered = found.length > 1;
  const source = reader(found, filename || ordered ? ", filename = '__file'" : "");
  const columns = await trying(found[0] as FoundFile, () => database.typesOf(`SELECT * FROM ${source} LIMIT 0`));
  const flat = flatten(columns.filter(({ name }) => name !== "__file"));
  const labels = filename ? ["filename"] : [];
  const distinct = distinctNames([...flat.leaves.map(({ name }) => name), ...labels]);
  const values = [...flat.leaves.map(({ sql }) => sql), ...(filename ? [labelSql(found)] : [])];
  const from = ordered ? `(SELECT *, row_number() OVER () AS __at FROM ${source}) ORDER BY ${positionSql(found)}, __at` : source;
  const select = `SELECT ${values.map((sql, i) => `${sql} AS ${ident(distinct.names[i] as string)}`).join(", ")} FROM ${from}`;
  return {
    select,
    columns: values.length,
    notes: [...new Set(found.flatMap((one) => one.notes)), ...distinct.notes, ...flat.notes, ...notes],
  };
}

function reader(found: readonly FoundFile[], more = ""): string {
  const paths = `[${found.map(({ path }) => pathLiteral(path)).join(", ")}]`;
  const union = found.length > 1 ? ", union_by_name = true" : "";
  if (found[0]?.format === "parquet") return `read_parquet(${paths}${union}${more})`;
  const all = `sample_size = -1, maximum_sample_files = ${found.length}, map_inference_threshold = -1`;
  return `read_json(${paths}, ${all}, maximum_object_size = ${JSON_OBJECT_BYTES}${union}${more})`;
}

/** Place, from 1, of the file that a row is from. */
const positionSql = (found: readonly FoundFile[]): string =>
  `list_position([${found.map(({ path }) => literal(path)).join(", ")}], __file)`;

const labelSql = (found: readonly FoundFile[]): string =>
  `list_extract([${found.map(({ label }) => literal(label)).join(", ")}], ${positionSql(found)})`;

async function trying<T>({ file, format }: FoundFile, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TrainyardError) throw error;
    if (format === "parquet") throw notATable(file, "it is not a whole Parquet file");
    const why = reason(error);
    const line = /\bin line (\d+)/.exec(why)?.[1];
    throw notATable(file, why, line === undefined ? undefined : Number(line));
  }
}

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
