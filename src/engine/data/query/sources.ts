import { basename, dirname, isAbsolute, relative, resolve } from "node:path";
import type { Database } from "../database.ts";
import { fixedPart, isGlob } from "../ingest/glob.ts";
import { literal } from "../sql.ts";
import { edited } from "./edits.ts";
import { queryFunction, queryNotSelect, queryOutside, queryWrong } from "./errors.ts";
import type { Query } from "./read.ts";
import { namedIn } from "./tables.ts";
import { codeOf, fromBytes, fromCodePoints } from "./text.ts";

/** A file, or glob, that a query names. */
interface QuerySource {
  /** As the query names it. */
  name: string;
  /** Absolute. */
  file: string;
  /** Name of the table that stands for it. */
  table: string;
}

export interface QueryPlan {
  sources: QuerySource[];
  /** The query with tables instead of files. */
  sql: string;
  /** Where a byte of `sql` stands in the file. */
  position(byte: number): number;
}

const FILE = /[/\\*?[]|\.(csv|tsv|txt|json|jsonl|ndjson|parquet)(\.gz)?$/i;
const READS_FILES = /^(read_|parquet_|glob$|sniff_csv$|.*_scan$|.*_attach$|st_read|open_dataset)/i;

/** Finds the files that a query reads and puts tables in their place. Only what is below the folders may be read. */
export async function planQuery(database: Database, query: Query, folders: readonly string[]): Promise<QueryPlan> {
  const { tables, functions } = namedIn(await parse(database, query));
  for (const { name, at } of functions) if (READS_FILES.test(name)) throw queryFunction(query, name, fromBytes(query.query, at));
  const sources = new Map<string, QuerySource>();
  const edits = tables.flatMap(({ name, alias, at }) => {
    if (!FILE.test(name)) return [];
    const position = fromBytes(query.query, at);
    const token = /^'(?:[^']|'')*'|^"(?:[^"]|"")*"/.exec(query.query.slice(position))?.[0];
    if (token === undefined) throw queryWrong(query, `Table ${name} is not named in quotes`, position);
    const file = resolve(dirname(query.file), name);
    if (!folders.some((folder) => isBelow(folder, isGlob(file) ? fixedPart(file) : file))) throw queryOutside(query, name, position);
    const source = sources.get(file) ?? { name, file, table: `__source_${sources.size}` };
    sources.set(file, source);
    const named = alias === "" ? ` AS "${baseName(name).replaceAll('"', '""')}"` : "";
    return [{ at: position, length: token.length, text: `${source.table}${named}` }];
  });
  const { text: sql, original } = edited(query.query, edits);
  return { sources: [...sources.values()], sql, position: (byte) => original(fromBytes(sql, byte)) };
}

/** The query as DuckDB's tree; only what selects has one. */
async function parse(database: Database, query: Query): Promise<unknown> {
  const row = await database.one(`SELECT json_serialize_sql(${literal(query.query)}) AS tree`);
  const tree = JSON.parse(String(row.tree)) as { error: boolean; error_type?: string; error_message?: string; position?: string };
  if (!tree.error) return tree;
  if (tree.error_type === "not implemented") throw queryNotSelect(query, codeOf(query.query).search(/\S/));
  const position = tree.position === undefined ? null : fromCodePoints(query.query, Number(tree.position));
  throw queryWrong(query, sentence(tree.error_message ?? "it is not SQL"), position);
}

/** DuckDB's message as part of a sentence: its first line, without a full stop and without a guess at tables of its own. */
export const sentence = (message: string): string => (message.split("\n", 1)[0] as string).replace(/[.!\s]+$/, "");

const baseName = (name: string): string =>
  basename(name)
    .replace(/\.gz$/i, "")
    .replace(/\.[^.]+$/, "");

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === "" || !(way.startsWith("..") || isAbsolute(way));
}
