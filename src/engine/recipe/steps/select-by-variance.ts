import { type Dropped, dropping } from "../dropping.ts";
import { extremes, variance } from "../statistics.ts";
import type { StepOptions } from "../step.ts";
import { presentNumbers } from "../values.ts";

interface State extends Dropped {
  variances: Record<string, number>;
}

/** Leaves out number columns that hardly vary, as scikit-learn's `VarianceThreshold`: missing values do not count, an empty column does not vary. */
export const selectByVariance = dropping<StepOptions<"select-by-variance">, State>({
  accepts: () => ["number"],
  fit(columns, { threshold }) {
    const found = columns.map((column): [string, number] => {
      const present = column.kind === "number" ? presentNumbers(column.values) : new Float64Array();
      return [column.name, present.length === 0 ? 0 : threshold === 0 ? spread(present) : variance(present)];
    });
    return { dropped: found.filter(([, variance]) => variance <= threshold).map(([name]) => name), variances: Object.fromEntries(found) };
  },
});

/** Rounding leaves a constant a tiny variance, but no range. */
function spread(values: Float64Array): number {
  const { min, max } = extremes(values);
  return Math.min(variance(values), max - min);
}
