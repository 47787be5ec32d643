import type { ComparedColumn } from "../../../protocol/compare.ts";
import { type Database, numberOf } from "../database.ts";
import { type Decision, distancesOf } from "./distances.ts";
import type { ColumnPair } from "./pairs.ts";
import type { Side } from "./sides.ts";
import { tallyLevels } from "./tally.ts";

const SHOWN = 20;
/** Above so many different values a column names things rather than kinds: its shares tell nothing. */
const MOST_LEVELS = 1_000;

type Found = Pick<ComparedColumn, "levels"> & Decision & { distinct: Record<"before" | "after", number> };

/** Compares a column of categories, by the values as text. */
export async function compareLevels(database: Database, pair: ColumnPair, before: Side, after: Side): Promise<Found> {
  await tallyLevels(database, pair, before, after);
  const row = await database.one(`SELECT count(*) AS levels, count_if(before > 0) AS was, count_if(after > 0) AS now,
    coalesce(sum(before), 0) AS n, coalesce(sum(after), 0) AS m FROM levels`);
  const [levels, n, m] = [numberOf(row.levels), numberOf(row.n), numberOf(row.m)];
  const distinct = { before: numberOf(row.was), after: numberOf(row.now) };
  const top = await database.all(`SELECT v, before, after FROM levels ORDER BY before + after DESC, v LIMIT ${SHOWN}`);
  const shown = top.map((one) => ({ value: String(one.v), before: numberOf(one.before), after: numberOf(one.after) }));
  if (n === 0 || m === 0 || levels > MOST_LEVELS) return { levels: shown, distinct, distances: [], drifted: null };
  const [was = [], now = []] = await database.columns("SELECT before, after FROM levels ORDER BY v");
  const counts: [number[], number[]] = [was.map(Number), now.map(Number)];
  return { levels: shown, distinct, ...distancesOf({ n, m, rows: n, distinct: distinct.before, counts, quantities: null }) };
}
