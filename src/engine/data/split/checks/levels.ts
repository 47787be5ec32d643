import { SPLITS } from "../../../../protocol/run.ts";
import type { SplitColumn, SplitDistance } from "../../../../protocol/split.ts";
import { chiSquare } from "../../compare/measures.ts";
import { numberOf } from "../../database.ts";
import { labelSql } from "../../kinds.ts";
import { upperGamma } from "../../profile/uniform.ts";
import { ident } from "../../sql.ts";
import type { CheckContext, DataColumn } from "./context.ts";

/** Levels that would have fewer rows than this in the smallest split are taken together. */
const LEAST_EXPECTED = 5;

/** Levels with the same rows in each split: of texts that hardly repeat, a million are a few of these. */
interface Alike {
  /** Rows of one of them, by split. */
  rows: number[];
  levels: number;
}

/** How the levels of a column lie in each split: the shares' total variation from all rows, and a chi-square test against the rest. */
export async function byLevel({ database }: CheckContext, { name, storage }: DataColumn): Promise<SplitColumn> {
  const counts = SPLITS.map((_, side) => `c${side}`);
  const found = await database.all(`SELECT ${counts.join(", ")}, count(*) AS levels FROM (
      SELECT ${counts.map((count, side) => `count(*) FILTER (__split = ${side}) AS ${count}`).join(", ")}
      FROM data WHERE __split IS NOT NULL AND ${ident(name)} IS NOT NULL GROUP BY ${labelSql(ident(name), storage)})
    GROUP BY ALL ORDER BY ALL`);
  const groups = found.map((row): Alike => ({ rows: counts.map((count) => numberOf(row[count])), levels: numberOf(row.levels) }));
  const totals = SPLITS.map((_, side) => groups.reduce((sum, { rows, levels }) => sum + (rows[side] as number) * levels, 0));
  const all = sumOf(totals);
  const smallest = Math.min(...totals.filter((total) => total > 0));
  const frequent = together(groups, ({ rows }) => (sumOf(rows) * smallest) / all >= LEAST_EXPECTED);
  const splits = SPLITS.map((split, side): SplitDistance => {
    const own = totals[side] as number;
    const rest = all - own;
    if (own === 0 || rest === 0) return { split, distance: null, statistic: null, p: null };
    const apart =
      groups.reduce((sum, { rows, levels }) => sum + levels * Math.abs((rows[side] as number) / own - sumOf(rows) / all), 0) / 2;
    if (frequent.length < 2) return { split, distance: apart, statistic: null, p: null };
    const ownCounts = frequent.map((level) => level[side] as number);
    const { statistic, freedom } = chiSquare(
      ownCounts,
      frequent.map((level, i) => sumOf(level) - (ownCounts[i] as number)),
    );
    return { split, distance: apart, statistic, p: upperGamma(freedom / 2, statistic / 2) };
  });
  return { name, test: "chi-square", splits };
}

/** Rows by split of each level that is frequent, and of all others as one. */
function together(groups: readonly Alike[], isFrequent: (group: Alike) => boolean): number[][] {
  const rare = groups.filter((group) => !isFrequent(group));
  const other = SPLITS.map((_, side) => rare.reduce((sum, { rows, levels }) => sum + (rows[side] as number) * levels, 0));
  const kept = groups.filter(isFrequent).flatMap(({ rows, levels }) => new Array<number[]>(levels).fill(rows));
  return sumOf(other) === 0 ? kept : [...kept, other];
}

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
