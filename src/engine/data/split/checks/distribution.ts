import { SPLITS } from "../../../../protocol/run.ts";
import type { SplitColumn, SplitDistance, SplitFact } from "../../../../protocol/split.ts";
import { kolmogorovSmirnov } from "../../compare/kolmogorov.ts";
import { chiSquare } from "../../compare/measures.ts";
import { figureOf, numberOf } from "../../database.ts";
import { isText, labelSql, numberSql } from "../../kinds.ts";
import { upperGamma } from "../../profile/uniform.ts";
import { ident } from "../../sql.ts";
import type { CheckContext, DataColumn } from "./context.ts";

/** An alarm needs this, over the number of tests made, and a distance that matters. */
const SIGNIFICANCE = 0.001;
const FAR = 0.1;
/** Levels that would have fewer rows than this in the smallest split are taken together. */
const LEAST_EXPECTED = 5;

/** How target and features lie in each split, against all rows; numbers and dates by value, all else by level. */
export async function splitColumns(context: CheckContext, told: (done: number, of: number) => void): Promise<SplitColumn[]> {
  const columns = [context.target, ...context.features];
  const found: SplitColumn[] = [];
  for (const column of columns) {
    const asLevels =
      isText(column.storage) || column.storage === "BOOLEAN" || (column === context.target && context.experiment.task !== "regression");
    found.push(await (asLevels ? byLevel(context, column) : byValue(context, column)));
    told(found.length, columns.length);
  }
  return found;
}

/** Columns that lie in a split as chance would hardly have it. In time things change: there it is no warning. */
export function distributionFacts(columns: readonly SplitColumn[], { experiment }: CheckContext): SplitFact[] {
  const least = SIGNIFICANCE / (columns.length * SPLITS.length);
  return columns.flatMap(({ name, splits }): SplitFact[] => {
    const odd = splits.filter(({ p, distance }) => p !== null && p < least && (distance ?? 0) > FAR);
    if (odd.length === 0) return [];
    const where = odd.map(({ split, distance }) => `${split} (${distance?.toFixed(2)})`).join(", ");
    return [
      {
        kind: "DISTRIBUTION_DIFFERS",
        severity: experiment.split.method === "time" ? "info" : "warning",
        message: `"${name}" lies otherwise than in all rows in ${where}, 1 being the farthest.`,
        remedy: "Scores on such a split say little of rows like the others: look at how the rows were parted.",
        columns: [name],
        rows: null,
        examples: [],
      },
    ];
  });
}

async function byValue({ database }: CheckContext, { name, storage }: DataColumn): Promise<SplitColumn> {
  const sides = SPLITS.map((_, side) => side);
  const others = (side: number, prefix: string) =>
    sides
      .filter((other) => other !== side)
      .map((other) => `${prefix}${other}`)
      .join(" + ");
  const row = await database.one(`WITH counts AS (
      SELECT x, ${sides.map((side) => `count_if(s = ${side}) AS c${side}`).join(", ")}
      FROM (SELECT ${numberSql(ident(name), storage)} AS x, __split AS s FROM data WHERE __split IS NOT NULL) WHERE x IS NOT NULL GROUP BY x),
    below AS (SELECT ${sides.map((side) => `(sum(c${side}) OVER (ORDER BY x))::DOUBLE AS a${side}`).join(", ")} FROM counts),
    totals AS (SELECT ${sides.map((side) => `max(a${side}) AS n${side}`).join(", ")} FROM below)
    SELECT ${sides.map((side) => `any_value(n${side}) AS n${side}`).join(", ")},
      ${sides.map((side) => `max(abs(a${side} / nullif(n${side}, 0) - (${others(side, "a")}) / nullif(${others(side, "n")}, 0))) AS d${side}`).join(", ")}
    FROM below, totals`);
  const counts = sides.map((side) => numberOf(row[`n${side}`]));
  const all = counts.reduce((sum, count) => sum + count, 0);
  const splits = SPLITS.map((split, side): SplitDistance => {
    const own = counts[side] as number;
    const rest = all - own;
    const statistic = figureOf(row[`d${side}`]);
    if (statistic === null || own === 0 || rest === 0) return { split, distance: null, statistic: null, p: null };
    // What a split is from all rows is what it is from the rest, as far as the rest is all.
    return { split, distance: (statistic * rest) / all, statistic, p: kolmogorovSmirnov(statistic, own, rest).p };
  });
  return { name, test: "kolmogorov-smirnov", splits };
}

async function byLevel({ database }: CheckContext, { name, storage }: DataColumn): Promise<SplitColumn> {
  const rows = await database.all(`SELECT ${SPLITS.map((_, side) => `count_if(__split = ${side}) AS c${side}`).join(", ")}
    FROM data WHERE __split IS NOT NULL AND ${ident(name)} IS NOT NULL GROUP BY ${labelSql(ident(name), storage)} ORDER BY ${labelSql(ident(name), storage)}`);
  const levels = rows.map((row) => SPLITS.map((_, side) => numberOf(row[`c${side}`])));
  const totals = SPLITS.map((_, side) => levels.reduce((sum, level) => sum + (level[side] as number), 0));
  const all = totals.reduce((sum, total) => sum + total, 0);
  const smallest = Math.min(...totals.filter((total) => total > 0));
  const frequent = together(levels, (level) => (level.reduce((sum, count) => sum + count, 0) * smallest) / all >= LEAST_EXPECTED);
  const splits = SPLITS.map((split, side): SplitDistance => {
    const own = totals[side] as number;
    const rest = all - own;
    if (own === 0 || rest === 0) return { split, distance: null, statistic: null, p: null };
    const apart = levels.reduce((sum, level) => sum + Math.abs((level[side] as number) / own - sumOf(level) / all), 0) / 2;
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

/** The levels that are frequent, and all others as one. */
function together(levels: readonly number[][], isFrequent: (level: number[]) => boolean): number[][] {
  const rare = levels.filter((level) => !isFrequent(level));
  const other = SPLITS.map((_, side) => rare.reduce((sum, level) => sum + (level[side] as number), 0));
  const kept = levels.filter(isFrequent);
  return sumOf(other) === 0 ? kept : [...kept, other];
}

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
