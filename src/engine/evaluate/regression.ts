import { type Counts, type Figure, largestOf, meanOf, medianOf, varianceOf } from "./counts.ts";

/** Figures of a regression under scikit-learn's names, the common ones short; NaN without rows. */
export function regressionFigures(actual: Float64Array, predicted: Float64Array): (counts: Counts) => Record<string, number> {
  const errors = actual.map((value, row) => value - (predicted[row] as number));
  const sizes = errors.map(Math.abs);
  const mse = meanOf(errors.map((error) => error * error));
  const spread = varianceOf(actual);
  const figures: Record<string, Figure> = {
    mae: meanOf(sizes),
    mse,
    rmse: (counts) => Math.sqrt(mse(counts)),
    // Where the actual value is 0 the divisor is the smallest step of a double, as in scikit-learn: such a row outweighs all.
    mape: meanOf(sizes.map((size, row) => size / Math.max(Math.abs(actual[row] as number), Number.EPSILON))),
    r2: (counts) => (actual.length < 2 ? Number.NaN : explained(mse(counts), spread(counts))),
    explained_variance: both(varianceOf(errors), spread),
    median_absolute_error: medianOf(sizes),
    max_error: largestOf(sizes),
  };
  return (counts) => Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, figure(counts)]));
}

const both =
  (unexplained: Figure, spread: Figure): Figure =>
  (counts) =>
    explained(unexplained(counts), spread(counts));

/** Share of the spread that is explained: of a constant target 1 if all is, else 0. */
function explained(unexplained: number, spread: number): number {
  if (spread === 0) return unexplained === 0 ? 1 : 0;
  return 1 - unexplained / spread;
}
