import { figureOf } from "../database.ts";

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

/**
 * Mean and shape from the sum and the sums of the first four powers about `centre`, which is near the mean: a large mean costs no digits.
 * Sample standard deviation (n - 1), the adjusted Fisher-Pearson skewness and excess kurtosis, as pandas; null for a constant.
 */
export function momentsOf(
  n: number,
  sum: number,
  centre: number,
  range: number,
  [s1, s2, s3, s4]: readonly [number, number, number, number],
): Pick<Moments, "mean" | "std" | "skewness" | "kurtosis"> {
  const mean = sum / n;
  const d = mean - centre; // what the mean loses by rounding stays in the powers about it, as pandas and scipy have it
  const m2 = range === 0 ? 0 : s2 - 2 * d * s1 + n * d * d;
  const m3 = s3 - 3 * d * s2 + 3 * d * d * s1 - n * d ** 3;
  const m4 = s4 - 4 * d * s3 + 6 * d * d * s2 - 4 * d ** 3 * s1 + n * d ** 4;
  const std = n > 1 ? Math.sqrt(m2 / (n - 1)) : null;
  const skewness = n < 3 || m2 === 0 ? null : ((n * Math.sqrt(n - 1)) / (n - 2)) * (m3 / m2 ** 1.5);
  const adjust = (3 * (n - 1) ** 2) / ((n - 2) * (n - 3));
  const kurtosis = n < 4 || m2 === 0 ? null : (n * (n + 1) * (n - 1) * m4) / ((n - 2) * (n - 3) * m2 ** 2) - adjust;
  return { mean, std: figureOf(std), skewness: figureOf(skewness), kurtosis: figureOf(kurtosis) };
}
