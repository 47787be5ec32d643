import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Profile, ProfileQuery, TopValue } from "../../../protocol/profile.ts";
import { THRESHOLDS } from "../../../protocol/thresholds.ts";
import { Database, numberOf } from "../database.ts";
import { targetMissing } from "../errors.ts";
import { type Ingested, ingest } from "../ingest/ingest.ts";
import { labelSql } from "../kinds.ts";
import { alerts } from "./alerts.ts";
import { type ColumnFacts, columnFacts, columnProfile } from "./facts.ts";
import { pearson } from "./pearson.ts";
import { isClass, isQuantity, numeric, standingOut, toTarget } from "./relations.ts";
import { duplicateRows, missing } from "./rows.ts";
import { describeTable, type Table } from "./table.ts";

export interface ProfileOptions {
  /** What a relative path in the query is relative to. */
  folder: string;
  signal?: AbortSignal | undefined;
  /** Fraction done, 0 to 1, and what is being done. */
  progress?: ((fraction: number, phase: string) => void) | undefined;
  /** For the work; the system's where absent. Nothing is left there. */
  tempDirectory?: string | undefined;
  /** Bytes that DuckDB may use. */
  memoryLimit?: number | undefined;
}

/** Most classes that are counted one by one. */
const MOST_CLASSES = 1_000;

/** Looks at a whole data file. All figures are exact; memory is bounded by the work on one column, not by the file. */
export async function profile(query: ProfileQuery, options: ProfileOptions): Promise<Profile> {
  const started = performance.now();
  const { folder, signal, progress, tempDirectory = tmpdir(), memoryLimit } = options;
  const file = resolve(folder, query.file);
  const directory = await mkdtemp(join(tempDirectory, "trainyard-profile-"));
  const path = join(directory, "data.duckdb");
  try {
    const reading = (fraction: number, phase: string) => progress?.(fraction * 0.4, phase);
    const ingested = await ingest(file, { database: path, signal, progress: reading, sample: query.sample, memoryLimit });
    const names = ingested.columns.map(({ name }) => name);
    if (query.target !== undefined && !names.includes(query.target)) throw targetMissing(query.target, names, file);
    const database = await Database.open(path, { readOnly: true, signal, memoryLimit });
    try {
      const table = describeTable(database, ingested.rows, ingested.columns);
      const found = await look(table, ingested, query.target ?? null, (fraction, phase) => progress?.(0.4 + fraction * 0.6, phase));
      progress?.(1, "profiled");
      return { file, ...about(ingested), ...found, durationMs: Math.round(performance.now() - started) };
    } finally {
      database.close();
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function about({ bytes, sha256, encoding, rows, sampledFrom, rejected, notes }: Ingested) {
  const drawn =
    sampledFrom === null
      ? []
      : [`A sample of ${rows.toLocaleString("en-US")} of ${sampledFrom.toLocaleString("en-US")} rows, drawn at random by a fixed seed.`];
  return { bytes, sha256, encoding, rows, sampledFrom, rejected, notes: [...notes, ...drawn] };
}

type Look = Omit<Profile, "file" | "durationMs" | keyof ReturnType<typeof about>>;

async function look(
  table: Table,
  { rejected }: Ingested,
  targetName: string | null,
  progress: (fraction: number, phase: string) => void,
): Promise<Look> {
  const facts = await columnFacts(table, (fraction) => progress(fraction * 0.6, "looking at each column"));
  const target = facts.find(({ column }) => column.name === targetName) ?? null;
  progress(0.6, "relating columns");
  const matrix = await pearson(table, facts.filter(isQuantity).map(numeric));
  const correlations = await standingOut(table, facts, matrix);
  const related = target ? await toTarget(table, facts, target) : new Map();
  const classes = target && isClass(target) ? await countClasses(table, target) : null;
  progress(0.9, "comparing rows");
  const [duplicates, holes] = [await duplicateRows(table), await missing(table)];
  const { rows } = table;
  return {
    columns: facts.map((one) => columnProfile(one, rows, related.get(one.column.name) ?? null)),
    seed: null,
    thresholds: THRESHOLDS,
    pearson: matrix,
    spearman: null,
    cramersV: null,
    correlationRatio: null,
    correlations,
    alerts: alerts({ rows, columns: facts, correlations, duplicateRows: duplicates.rows, rejected: rejected.count, target, classes }),
    duplicateRows: duplicates.rows,
    duplicatedRows: duplicates.distinct,
    nearDuplicateRows: null,
    missingCells: holes.cells,
    missingPatterns: holes.patterns,
    timeColumn: null,
    target: targetName,
    leaks: [],
    classes,
  };
}

/** Rows of each class, most frequent first. */
async function countClasses({ database }: Table, { column }: ColumnFacts): Promise<TopValue[]> {
  const rows = await database.all(`SELECT ${labelSql(column.sql, column.storage)} AS value, count(*) AS n FROM data
    WHERE ${column.sql} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_CLASSES}`);
  return rows.map(({ value, n }) => ({ value: String(value), count: numberOf(n) }));
}
