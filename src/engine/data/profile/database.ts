import { join } from "node:path";
import type { Profile, ProfileQuery, TopValue } from "../../../protocol/profile.ts";
import { THRESHOLDS } from "../../../protocol/thresholds.ts";
import { type Database, numberOf } from "../database.ts";
import { targetMissing } from "../errors.ts";
import type { Ingested } from "../ingest/ingest.ts";
import { labelSql } from "../kinds.ts";
import { alerts } from "./alerts.ts";
import { type ColumnFacts, columnFacts, columnProfile } from "./facts.ts";
import { leaks } from "./leaks.ts";
import { nearDuplicates } from "./near-duplicates.ts";
import { Ranks } from "./ranks.ts";
import { isClass, relations, standingOut, toTarget } from "./relations.ts";
import { duplicateRows, missing } from "./rows.ts";
import { seriesFigures, timeOf } from "./series.ts";
import { describeTable, type Table } from "./table.ts";

interface ProfilingOptions {
  /** For files of the work; nothing is left there. */
  directory: string;
  /** Fraction done, 0 to 1, and what is being done. */
  progress?: ((fraction: number, phase: string) => void) | undefined;
}

/** Most classes that are counted one by one. */
const MOST_CLASSES = 1_000;
/** Columns that are not the data's own. */
const OURS = new Set(["__row", "__split"]);

/** Looks at data that were read before. The connection is the caller's; temporary things are made in it. */
export async function profileDatabase(
  database: Database,
  ingested: Ingested,
  query: Pick<ProfileQuery, "file" | "target" | "seed" | "thresholds">,
  { directory, progress }: ProfilingOptions,
): Promise<Omit<Profile, "file" | "durationMs">> {
  const columns = ingested.columns.filter(({ name }) => !OURS.has(name));
  const names = columns.map(({ name }) => name);
  if (query.target !== undefined && !names.includes(query.target)) throw targetMissing(query.target, names, query.file);
  const table = describeTable(database, await withoutGaps(database, ingested.rows), ingested.rows, columns);
  const ranks = new Ranks(table.rows, columns.length, join(directory, "ranks"));
  try {
    const found = await look(table, ranks, ingested, query, (fraction, phase) => progress?.(fraction, phase));
    progress?.(1, "profiled");
    return { ...about(ingested, query), ...found };
  } finally {
    ranks.close();
  }
}

/** Where rows were deleted, a copy: ranks are kept by row. */
async function withoutGaps(database: Database, rows: number): Promise<string> {
  const last = (await database.one("SELECT max(rowid) AS n FROM data")).n;
  if (rows === 0 || numberOf(last) === rows - 1) return "data";
  await database.run("CREATE OR REPLACE TEMP TABLE trainyard_rows AS SELECT * FROM data");
  return "trainyard_rows";
}

function about({ bytes, sha256, encoding, rows, sampledFrom, rejected, notes }: Ingested, query: Pick<ProfileQuery, "seed">) {
  const seed = sampledFrom === null ? null : (query.seed ?? 0);
  const drawn =
    sampledFrom === null
      ? []
      : [
          `A sample of ${rows.toLocaleString("en-US")} of ${sampledFrom.toLocaleString("en-US")} rows, drawn at random by the seed ${seed}.`,
        ];
  return { bytes, sha256, encoding, rows, sampledFrom, seed, rejected, notes: [...notes, ...drawn] };
}

type Look = Omit<Profile, "file" | "durationMs" | keyof ReturnType<typeof about>>;

async function look(
  table: Table,
  ranks: Ranks,
  { rejected }: Ingested,
  query: Pick<ProfileQuery, "target" | "thresholds">,
  progress: (fraction: number, phase: string) => void,
): Promise<Look> {
  const thresholds = { ...THRESHOLDS, ...query.thresholds };
  const facts = await columnFacts(table, ranks, (fraction) => progress(fraction * 0.5, "looking at each column"));
  const target = facts.find(({ column }) => column.name === query.target) ?? null;
  const related = await relations(table, facts, ranks, (fraction) => progress(0.5 + fraction * 0.3, "relating columns"));
  const correlations = standingOut(related, thresholds.HIGH_CORRELATION);
  progress(0.8, "relating columns to the target");
  const told = target ? await toTarget(table, facts, target) : new Map();
  const classes = target && isClass(target) ? await countClasses(table, target) : null;
  const suspects = target ? await leaks(table, facts, target, told, thresholds.LEAKAGE) : [];
  progress(0.9, "comparing rows");
  const duplicates = await duplicateRows(table, facts);
  const near = await nearDuplicates(table, facts, duplicates.rows);
  const holes = await missing(table);
  const time = timeOf(table, facts);
  const series = time ? await seriesFigures(table, facts, time) : new Map();
  const { rows } = table;
  const figures = {
    rows,
    columns: facts,
    series,
    correlations,
    duplicateRows: duplicates.rows,
    nearDuplicateRows: near,
    rejected: rejected.count,
    target,
    classes,
  };
  return {
    thresholds,
    columns: facts.map((one) => columnProfile(one, rows, series.get(one) ?? null, told.get(one.column.name) ?? null)),
    ...related,
    correlations,
    alerts: alerts({ ...figures, leaks: suspects }, thresholds),
    duplicateRows: duplicates.rows,
    duplicatedRows: duplicates.distinct,
    nearDuplicateRows: near,
    missingCells: holes.cells,
    missingPatterns: holes.patterns,
    timeColumn: time?.column.name ?? null,
    target: query.target ?? null,
    leaks: suspects,
    classes,
  };
}

/** Rows of each class, most frequent first. */
async function countClasses({ database, name }: Table, { column }: ColumnFacts): Promise<TopValue[]> {
  const rows = await database.all(`SELECT ${labelSql(column.sql, column.storage)} AS value, count(*) AS n FROM ${name}
    WHERE ${column.sql} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_CLASSES}`);
  return rows.map(({ value, n }) => ({ value: String(value), count: numberOf(n) }));
}
