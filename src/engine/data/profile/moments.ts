import { QUANTILES } from "../../../protocol/profile.ts";
import { type Database, figureOf, numberOf, type Row } from "../database.ts";
import { double } from "../sql.ts";
import type { Tally } from "./tally.ts";

export interface Moments {
  /** Finite values. */
  n: number;
  min: number;
  max: number;
  mean: number;
  std: number | null;
  skewness: number | null;
  kurtosis: number | null;
  quantiles: Record<string, number>;
  zeros: number;
  negatives: number;
}

/** Figures of one column of numbers or dates; null where it has no finite value. */
export async function moments(database: Database, { from, value }: Tally): Promise<Moments | null> {
  const first = await database.one(`SELECT sum(c) AS n, min(x) AS min, max(x) AS max, fsum(x * c) AS sum,
    sum(c) FILTER (x = 0) AS zeros, sum(c) FILTER (x < 0) AS negatives FROM (SELECT ${value} AS x, c FROM ${from}) WHERE x IS NOT NULL`);
  const n = numberOf(first.n);
  if (n === 0) return null;
  const mean = Number(first.sum) / n;
  const picks = QUANTILES.map((level, i) => {
    const rank = (n - 1) * level;
    return `min(x) FILTER (upto > ${Math.floor(rank)}) AS low${i}, min(x) FILTER (upto > ${Math.ceil(rank)}) AS high${i}`;
  });
  // Powers about the mean, as pandas: a large mean costs no digits.
  const second =
    await database.one(`SELECT fsum(c * d * d) AS m2, fsum(c * d * d * d) AS m3, fsum(c * d * d * d * d) AS m4, ${picks.join(", ")}
    FROM (SELECT x, c, x - ${double(mean)} AS d, sum(c) OVER (ORDER BY x) AS upto FROM (SELECT ${value} AS x, c FROM ${from}) WHERE x IS NOT NULL)`);
  return {
    n,
    min: Number(first.min),
    max: Number(first.max),
    mean,
    ...shapeOf(n, Number(second.m2), Number(second.m3), Number(second.m4)),
    quantiles: quantilesOf(n, second),
    zeros: numberOf(first.zeros),
    negatives: numberOf(first.negatives),
  };
}

/** Linear interpolation between the neighbours of each rank, numpy's default. */
function quantilesOf(n: number, row: Row): Record<string, number> {
  const found = QUANTILES.map((level, i): [string, number] => {
    const rank = (n - 1) * level;
    const [low, high] = [Number(row[`low${i}`]), Number(row[`high${i}`])];
    return [String(level), low === high ? low : low + (high - low) * (rank - Math.floor(rank))];
  });
  return Object.fromEntries(found);
}

/** Sample standard deviation (n - 1), adjusted Fisher-Pearson skewness and excess kurtosis, as pandas; 0 for a constant. */
function shapeOf(n: number, m2: number, m3: number, m4: number): Pick<Moments, "std" | "skewness" | "kurtosis"> {
  const std = n > 1 ? Math.sqrt(m2 / (n - 1)) : null;
  const skewness = n < 3 ? null : m2 === 0 ? 0 : ((n * Math.sqrt(n - 1)) / (n - 2)) * (m3 / m2 ** 1.5);
  const adjust = (3 * (n - 1) ** 2) / ((n - 2) * (n - 3));
  const kurtosis = n < 4 ? null : m2 === 0 ? 0 : (n * (n + 1) * (n - 1) * m4) / ((n - 2) * (n - 3) * m2 ** 2) - adjust;
  return { std: figureOf(std), skewness: figureOf(skewness), kurtosis: figureOf(kurtosis) };
}
