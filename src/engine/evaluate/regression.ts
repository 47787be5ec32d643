import { type Counts, largestOf, lazily, meanOf, medianOf, varianceOf } from "./counts.ts";

/** Figures of a regression under scikit-learn's names, the common ones short; NaN without rows. */
export function regressionFigures(actual: Float64Array, predicted: Float64Array): (counts: Counts) => Record<string, number> {
  const ofErrors = <T>(value: (error: number, row: number) => number, figure: (values: Float64Array) => (counts: Counts) => T) =>
    lazily(() => figure(actual.map((truth, row) => value(truth - (predicted[row] as number), row))));
  const sizes = ofErrors(Math.abs, figuresOfSizes);
  const squares = ofErrors((error) => error * error, meanOf);
  // Where the actual value is 0 the divisor is the smallest step of a double, as in scikit-learn: such a row outweighs all.
  const ratios = ofErrors((error, row) => Math.abs(error) / Math.max(Math.abs(actual[row] as number), Number.EPSILON), meanOf);
  const unexplained = ofErrors((error) => error, varianceOf);
  const spread = varianceOf(actual);
  return (counts) => {
    const { mean, median, largest } = sizes(counts);
    const mse = squares(counts);
    const all = spread(counts);
    return {
      mae: mean,
      mse,
      rmse: Math.sqrt(mse),
      mape: ratios(counts),
      r2: actual.length < 2 ? Number.NaN : explained(mse, all),
      explained_variance: explained(unexplained(counts), all),
      median_absolute_error: median,
      max_error: largest,
    };
  };
}

function figuresOfSizes(sizes: Float64Array): (counts: Counts) => Record<"mean" | "median" | "largest", number> {
  const [mean, median, largest] = [meanOf(sizes), medianOf(sizes), largestOf(sizes)];
  return (counts) => ({ mean: mean(counts), median: median(counts), largest: largest(counts) });
}

/** Share of the spread that is explained: of a constant target 1 if all is, else 0. */
function explained(unexplained: number, spread: number): number {
  if (spread === 0) return unexplained === 0 ? 1 : 0;
  return 1 - unexplained / spread;
}
