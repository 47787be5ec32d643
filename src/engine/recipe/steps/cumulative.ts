import type { StepOptions } from "../step.ts";
import type { Fold } from "../window/fold.ts";
import { lookingBack } from "../window/looking-back.ts";

type Statistic = StepOptions<"cumulative">["statistics"][number];

/**
 * Figures of all rows so far as a new column `a_cumulative_sum`: pandas' `expanding`. A missing value adds nothing; before
 * the first known value the result is missing, the count 0.
 */
export const cumulative = lookingBack<StepOptions<"cumulative">>({
  names: (column, { statistics }) => statistics.map((name) => `${column}_cumulative_${name}`),
  begin:
    ({ statistics, includeCurrent }) =>
    (saved) =>
      totals(statistics, includeCurrent, saved),
});

function totals(statistics: readonly Statistic[], includeCurrent: boolean, saved: readonly (number | null)[] | null): Fold {
  // Neumaier's sum: what rounding lost is kept apart, so that one row after another gives what all at once give.
  let [count, sum, lost, min, max] = (saved ?? [0, 0, 0, 0, 0]) as [number, number, number, number, number];
  const add = (value: number) => {
    if (Number.isNaN(value)) return;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
    min = count === 0 ? value : Math.min(min, value);
    max = count === 0 ? value : Math.max(max, value);
    count += 1;
  };
  const figure: Record<Statistic, () => number> = {
    count: () => count,
    sum: () => (count === 0 ? Number.NaN : sum + lost),
    mean: () => (sum + lost) / count,
    min: () => (count === 0 ? Number.NaN : min),
    max: () => (count === 0 ? Number.NaN : max),
  };
  return {
    next(value) {
      if (includeCurrent) add(value);
      const found = statistics.map((name) => figure[name]());
      if (!includeCurrent) add(value);
      return found;
    },
    save: () => [count, sum, lost, min, max],
  };
}
