import { dirname } from "node:path";
import type { ReadingOptions } from "../../../protocol/reading.ts";
import { TrainyardError } from "../../../shared/errors.ts";
import { Database } from "../database.ts";
import { duckdbError } from "../duckdb-errors.ts";
import { looksWide } from "../ingest/files.ts";
import { flatten } from "../ingest/flatten.ts";
import { type Identity, identityOf } from "../ingest/identity.ts";
import { loadFiles, lookAtNamed } from "../ingest/load-files.ts";
import { type Loaded, type Work, withFile } from "../ingest/loaded.ts";
import { distinctNames } from "../ingest/names.ts";
import { merged } from "../ingest/rejects.ts";
import { checkUnchanged, scanFile } from "../ingest/scan.ts";
import { selectStructured } from "../ingest/structured.ts";
import { ident, literal } from "../sql.ts";
import { queryNoRows, queryWrong } from "./errors.ts";
import type { Query } from "./read.ts";
import { planQuery, type QueryPlan, sentence } from "./sources.ts";

interface QueryWork extends Work {
  folder: string | undefined;
  memoryLimit: number | undefined;
}

/**
 * Runs a query over files into the table `data` (without `__row`). Each file is read as by itself, with all that is said
 * of it; the query sees tables, in a database that can reach nothing else and whose settings are locked.
 */
export async function loadQuery(database: Database, query: Query, work: QueryWork, options: ReadingOptions): Promise<Loaded & Identity> {
  const folders = [dirname(query.file), ...(work.folder === undefined ? [] : [work.folder])];
  const plan = await planQuery(database, query, folders);
  const own = { file: query.file, label: "query", scan: await scanFile(query.file, work.signal) };
  const found = [];
  const told: { notes: string[]; rejected: Loaded["rejected"] }[] = [];
  const paths: string[] = [];
  for (const [i, source] of plan.sources.entries()) {
    const inner = { ...work, scratch: (name: string) => work.scratch(`${i}-${name}`), progress: undefined };
    const files = await lookAtNamed(source.file, inner);
    found.push(...files);
    const [first] = files;
    if (first?.format === "parquet") {
      const { select, notes, columns } = await selectStructured(database, files, options);
      await database.expect(columns);
      paths.push(...files.map(({ path }) => path));
      await database.run(`CREATE TEMP VIEW ${source.table} AS ${select}`);
      told.push(withFile({ notes, rejected: { count: 0, first: [] } }, source.name));
    } else {
      const path = await inner.scratch("source.duckdb");
      told.push(withFile(await loadApart(path, files, inner, options), source.name));
      await database.run(`ATTACH ${literal(path)} AS files_${i} (READ_ONLY)`);
      await database.expect((await database.typesOf(`SELECT * FROM files_${i}.data LIMIT 0`)).length);
      await database.run(`CREATE TEMP VIEW ${source.table} AS SELECT * FROM files_${i}.data`);
    }
    work.progress?.(((i + 1) / plan.sources.length) * 0.7);
  }
  await lock(database, paths);
  const notes = await runQuery(database, query, plan);
  await checkUnchanged([own, ...found]);
  return {
    notes: [...told.flatMap((one) => one.notes), ...notes],
    rejected: merged(told.map(({ rejected }) => rejected)),
    ...identityOf([own, ...found], "utf-8"),
  };
}

async function loadApart(
  path: string,
  files: Awaited<ReturnType<typeof lookAtNamed>>,
  work: QueryWork,
  options: ReadingOptions,
): Promise<Loaded> {
  const apart = await Database.open(path, { signal: work.signal, memoryLimit: work.memoryLimit, wide: files.some(looksWide) });
  try {
    const loaded = await loadFiles(apart, files, work, options);
    await apart.run("CHECKPOINT");
    return loaded;
  } finally {
    apart.close();
  }
}

/** From here on the database reaches no file but these, and nothing can change that. */
async function lock(database: Database, paths: readonly string[]): Promise<void> {
  if (paths.length > 0) await database.run(`SET allowed_paths = [${paths.map(literal).join(", ")}]`);
  await database.run("SET errors_as_json = true; SET enable_external_access = false; SET lock_configuration = true");
}

async function runQuery(database: Database, query: Query, plan: QueryPlan): Promise<string[]> {
  const probe = "SELECT * FROM (";
  const columns = await trying(query, plan, probe, () => database.typesOf(`${probe}${plan.sql}\n) LIMIT 0`));
  const flat = flatten(columns.map((column, i) => ({ ...column, sql: `c${i}` })));
  const named = distinctNames(flat.leaves.map(({ name }) => name));
  const values = flat.leaves.map(({ sql }, i) => `${sql} AS ${ident(named.names[i] as string)}`);
  const before = `CREATE OR REPLACE TABLE data AS SELECT ${values.join(", ")} FROM (`;
  await trying(query, plan, before, () => database.run(`${before}${plan.sql}\n) AS t(${columns.map((_, i) => `c${i}`).join(", ")})`));
  if (Number((await database.one("SELECT count(*) AS n FROM data")).n) === 0) throw queryNoRows(query);
  return [...named.notes, ...flat.notes];
}

async function trying<T>(query: Query, plan: QueryPlan, before: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TrainyardError) throw error;
    const { message, position } = duckdbError(error);
    const at = position === null ? null : plan.position(position - Buffer.byteLength(before));
    throw queryWrong(query, sentence(message), at, error);
  }
}
