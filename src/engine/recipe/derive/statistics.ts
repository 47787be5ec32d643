import { median } from "../quantiles.ts";
import { extremes, mean, variance } from "../statistics.ts";

/**
 * Statistics of values of which none is missing, as pandas names and defines them. NaN where there are too few: none, or
 * for the sample's standard deviation only one.
 */
export const STATISTICS = {
  mean: some(mean),
  median: some(median),
  min: some((values) => extremes(values).min),
  max: some((values) => extremes(values).max),
  std: (values: Float64Array) => {
    const n = values.length;
    return n < 2 ? Number.NaN : Math.sqrt((variance(values) * n) / (n - 1));
  },
  sum,
  count: (values: Float64Array) => values.length,
} as const satisfies Record<string, (values: Float64Array) => number>;

function some(statistic: (values: Float64Array) => number): (values: Float64Array) => number {
  return (values) => (values.length === 0 ? Number.NaN : statistic(values));
}

/** Neumaier's compensated sum; 0 of nothing. */
function sum(values: Float64Array): number {
  let total = 0;
  let lost = 0;
  for (const value of values) {
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}
