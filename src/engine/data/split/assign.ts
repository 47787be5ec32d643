import type { Experiment } from "../../../protocol/experiment.ts";
import type { SplitName } from "../../../protocol/run.ts";
import { SPLITS } from "../../../protocol/run.ts";
import { listOf } from "../../../protocol/split.ts";
import { type Database, numberOf } from "../database.ts";
import { columnMissing } from "../errors.ts";
import { columnSides } from "./by-column.ts";
import { groupSides } from "./by-group.ts";
import { keySides } from "./by-key.ts";
import { rowSides } from "./by-row.ts";
import { timeSides } from "./by-time.ts";
import { settingMissing, splitEmpty } from "./errors.ts";

/** The column to predict, if any. */
export type SplitTarget = ({ name: string; storage: string } | { name: null }) & {
  /** SQL that is true in rows that can be used. */
  usable: string;
};

export interface SplitRequest {
  /** Names the data in errors. */
  file: string;
  split: Experiment["split"];
  target: SplitTarget;
}

export interface Assigned {
  splits: Record<SplitName, number>;
  /** What had to be assumed, in sentences. */
  notes: string[];
}

/** What a way of splitting works with. */
export interface SplitContext extends SplitRequest {
  database: Database;
  columns: readonly { name: string; storage: string }[];
  /** The columns of one of the split's settings; throws where there is none, or the data lacks it. */
  named(setting: "key" | "group" | "column"): { name: string; storage: string }[];
}

/** SQL with `numbered` (a row's `__row`) and `side` (0 train, 1 validation, 2 test); rows that are absent, or NULL, are in no split. */
export interface Sides {
  sql: string;
  notes: string[];
}

const METHODS: Record<Experiment["split"]["method"], (context: SplitContext) => Promise<Sides>> = {
  random: (context) => (context.split.key === undefined ? rowSides(context) : keySides(context)),
  stratified: (context) => (context.split.key === undefined ? rowSides(context) : keySides(context)),
  group: groupSides,
  time: timeSides,
  key: keySides,
  column: columnSides,
};

/**
 * Writes the column `__split` (0 train, 1 validation, 2 test, NULL: in none). What holds when the data changes:
 * with a `key` (and by `key` or `column`), a row's side depends on that row alone, so rows may be added, removed or
 * reordered and no other row changes side; shares then hold on average only. `random`, `stratified` and `group` without
 * a key hold their shares closely, and rows appended at the end change no earlier row's side; removing or reordering
 * rows may. By `time`, the borders are drawn anew from the rows there are.
 */
export async function assignSplits(database: Database, request: SplitRequest): Promise<Assigned> {
  const { file, split } = request;
  const own = await columnsOf(database);
  const named: SplitContext["named"] = (setting) => {
    const wanted = listOf(split[setting]);
    if (wanted.length === 0) throw settingMissing(file, split.method, setting);
    return wanted.map((name) => own.find((column) => column.name === name) ?? missing(name, own, file, setting));
  };
  const { sql, notes } = await METHODS[split.method]({ ...request, database, columns: own, named });
  await database.run("ALTER TABLE data DROP COLUMN IF EXISTS __split");
  await database.run("ALTER TABLE data ADD COLUMN __split UTINYINT");
  await database.run(`UPDATE data SET __split = sides.side FROM (${sql}) AS sides WHERE sides.numbered = data.__row`);
  const splits = await countSplits(database);
  const empty = SPLITS.find((name) => splits[name] === 0);
  if (empty !== undefined) throw splitEmpty(file, split, empty, splits);
  return { splits, notes };
}

/** Rows of each split. */
export async function countSplits(database: Database): Promise<Record<SplitName, number>> {
  const row = await database.one(`SELECT ${SPLITS.map((name, side) => `count_if(__split = ${side}) AS ${name}`).join(", ")} FROM data`);
  return { train: numberOf(row.train), validation: numberOf(row.validation), test: numberOf(row.test) };
}

/** The data's own columns. */
export async function columnsOf(database: Database): Promise<{ name: string; storage: string }[]> {
  const described = await database.all("DESCRIBE data");
  return described
    .map((row) => ({ name: String(row.column_name), storage: String(row.column_type) }))
    .filter(({ name }) => name !== "__row" && name !== "__split");
}

function missing(name: string, columns: SplitContext["columns"], file: string, setting: string): never {
  throw columnMissing(
    name,
    columns.map((column) => column.name),
    file,
    `split.${setting}`,
  );
}
