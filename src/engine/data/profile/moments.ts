import { QUANTILES } from "../../../protocol/profile.ts";
import { figureOf } from "../database.ts";
import type { SortedNumbers } from "./sorted.ts";

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

/** Figures of one column of numbers or dates, in two passes; null where it has no finite value. */
export async function moments(numbers: SortedNumbers): Promise<Moments | null> {
  const { n, min, max, mean, zeros, negatives } = await firstPass(numbers);
  if (n === 0) return null;
  const ranks = QUANTILES.map((level) => (n - 1) * level);
  const wanted = [...new Set(ranks.flatMap((rank) => [Math.floor(rank), Math.ceil(rank)]))].sort((a, b) => a - b);
  const picked = new Map<number, number>();
  let [m2, m3, m4, upto, next] = [0, 0, 0, 0, 0];
  await numbers.each(({ values, counts }) => {
    let [s2, s3, s4] = [0, 0, 0]; // summed by part, so that few digits are lost
    for (let i = 0; i < values.length; i += 1) {
      const [value, count] = [values[i] as number, counts[i] as number];
      const d = value - mean; // powers about the mean, as pandas: a large mean costs no digits
      s2 += count * d * d;
      s3 += count * d * d * d;
      s4 += count * d * d * d * d;
      upto += count;
      for (; next < wanted.length && (wanted[next] as number) < upto; next += 1) picked.set(wanted[next] as number, value);
    }
    m2 += s2;
    m3 += s3;
    m4 += s4;
  });
  const quantiles = Object.fromEntries(QUANTILES.map((level, i) => [String(level), interpolate(picked, ranks[i] as number)]));
  return { n, min, max, mean, ...shapeOf(n, m2, m3, m4), quantiles, zeros, negatives };
}

async function firstPass(numbers: SortedNumbers): Promise<Pick<Moments, "n" | "min" | "max" | "mean" | "zeros" | "negatives">> {
  let [n, sum, lost, zeros, negatives] = [0, 0, 0, 0, 0];
  let [min, max] = [Number.NaN, Number.NaN];
  await numbers.each(({ values, counts }) => {
    if (n === 0) min = values[0] as number;
    max = values[values.length - 1] as number;
    for (let i = 0; i < values.length; i += 1) {
      const [value, count] = [values[i] as number, counts[i] as number];
      n += count;
      if (value === 0) zeros += count;
      if (value < 0) negatives += count;
      // Neumaier's compensated sum
      const term = value * count;
      const total = sum + term;
      lost += Math.abs(sum) >= Math.abs(term) ? sum - total + term : term - total + sum;
      sum = total;
    }
  });
  return { n, min, max, mean: (sum + lost) / n, zeros, negatives };
}

/** Between the neighbours of a rank, linearly: numpy's default. */
function interpolate(picked: ReadonlyMap<number, number>, rank: number): number {
  const [low, high] = [picked.get(Math.floor(rank)) as number, picked.get(Math.ceil(rank)) as number];
  return low === high ? low : low + (high - low) * (rank - Math.floor(rank));
}

/** Sample standard deviation (n - 1), adjusted Fisher-Pearson skewness and excess kurtosis, as pandas; 0 for a constant. */
function shapeOf(n: number, m2: number, m3: number, m4: number): Pick<Moments, "std" | "skewness" | "kurtosis"> {
  const std = n > 1 ? Math.sqrt(m2 / (n - 1)) : null;
  const skewness = n < 3 ? null : m2 === 0 ? 0 : ((n * Math.sqrt(n - 1)) / (n - 2)) * (m3 / m2 ** 1.5);
  const adjust = (3 * (n - 1) ** 2) / ((n - 2) * (n - 3));
  const kurtosis = n < 4 ? null : m2 === 0 ? 0 : (n * (n + 1) * (n - 1) * m4) / ((n - 2) * (n - 3) * m2 ** 2) - adjust;
  return { std: figureOf(std), skewness: figureOf(skewness), kurtosis: figureOf(kurtosis) };
}
