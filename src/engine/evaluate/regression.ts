import { mean } from "../recipe/statistics.ts";

type Errors = (actual: number, predicted: number) => number;

const meanOf = (actual: Float64Array, predicted: Float64Array, error: Errors): number =>
  mean(actual.map((value, row) => error(value, predicted[row] as number)));

/** Figures of a regression under scikit-learn's short names; NaN without rows. */
export function regressionFigures(actual: Float64Array, predicted: Float64Array): Record<string, number> {
  const mse = meanOf(actual, predicted, (a, p) => (a - p) ** 2);
  return {
    mae: meanOf(actual, predicted, (a, p) => Math.abs(a - p)),
    mse,
    rmse: Math.sqrt(mse),
    // Where the actual value is 0 the divisor is the smallest step of a double, as in scikit-learn: such a row outweighs all.
    mape: meanOf(actual, predicted, (a, p) => Math.abs(a - p) / Math.max(Math.abs(a), Number.EPSILON)),
    r2: r2(actual, mse),
  };
}

/** Coefficient of determination: of a constant target 1 if all is exact, else 0; NaN for fewer than two rows. */
function r2(actual: Float64Array, mse: number): number {
  if (actual.length < 2) return Number.NaN;
  const center = mean(actual);
  const variance = mean(actual.map((value) => (value - center) ** 2));
  if (variance === 0) return mse === 0 ? 1 : 0;
  return 1 - mse / variance;
}
