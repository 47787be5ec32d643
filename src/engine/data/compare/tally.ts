import type { Database } from "../database.ts";
import { doublesOf } from "../vectors.ts";
import { type ColumnPair, levelSql, quantitySql } from "./pairs.ts";
import type { Side } from "./sides.ts";

/** Different values up to which they are kept in memory between passes. */
const KEPT = 200_000;

export interface Part {
  /** Different finite values, ascending through all parts. */
  values: Float64Array;
  /** How often each occurs on either side. */
  before: Float64Array;
  after: Float64Array;
}

/** All different finite values of both sides in order, shown part by part as often as needed. */
export interface BothTallied {
  each(show: (part: Part) => void): Promise<void>;
}

/** Counts the quantities of a column on both sides; a side without the column counts none. */
export async function tallyQuantities(database: Database, pair: ColumnPair, before: Side, after: Side): Promise<BothTallied> {
  await create(database, "quantities", pair, before, after, quantitySql);
  let kept: Part[] | null = null;
  return {
    async each(show) {
      if (kept) {
        for (const part of kept) show(part);
        return;
      }
      let collected: Part[] | null = [];
      let size = 0;
      for await (const chunk of database.chunks("SELECT v, before, after FROM quantities")) {
        const part = { values: doublesOf(chunk, 0), before: doublesOf(chunk, 1), after: doublesOf(chunk, 2) };
        show(part);
        size += chunk.rowCount;
        if (size > KEPT) collected = null;
        collected?.push({ values: part.values.slice(), before: part.before.slice(), after: part.after.slice() });
      }
      kept = collected;
    },
  };
}

/** Counts the labels of a column on both sides, in the temporary table `levels` (v, before, after). */
export const tallyLevels = (database: Database, pair: ColumnPair, before: Side, after: Side): Promise<void> =>
  create(database, "levels", pair, before, after, levelSql);

async function create(
  database: Database,
  table: string,
  pair: ColumnPair,
  before: Side,
  after: Side,
  valueSql: (name: string, storage: string) => string,
): Promise<void> {
  const counted = (side: Side, storage: string | null, own: string, other: string) =>
    storage === null
      ? []
      : [`SELECT ${valueSql(pair.name, storage)} AS v, count(*)::DOUBLE AS ${own}, 0::DOUBLE AS ${other} FROM ${side.from} GROUP BY 1`];
  const parts = [...counted(before, pair.before, "before", "after"), ...counted(after, pair.after, "after", "before")];
  await database.run(`CREATE OR REPLACE TEMP TABLE ${table} AS SELECT v, sum(before) AS before, sum(after) AS after
    FROM (${parts.join(" UNION ALL BY NAME ")}) WHERE v IS NOT NULL GROUP BY v ORDER BY v`);
}
