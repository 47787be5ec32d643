/** Statistics of values of which none is missing, as steps learn them. */
export function mean(values: Float64Array): number {
  const share = 1 / values.length;
  let rough = 0;
  for (const value of values) rough += value * share; // divided first: the sum of large values may be infinite
  let rest = 0;
  for (const value of values) rest += value - rough;
  return rough + rest * share;
}

/** Mean and population standard deviation; a constant has 1, so that dividing by it does nothing. */
export function moments(values: Float64Array): { mean: number; std: number } {
  const n = values.length;
  const center = mean(values);
  const variance = varianceAround(values, center);
  // What rounding alone can leave of a constant (scikit-learn's `_is_constant_feature`).
  const constant = Number.isFinite(variance) && variance <= n * Number.EPSILON * variance + (n * center * Number.EPSILON) ** 2;
  return { mean: center, std: constant ? 1 : Math.sqrt(variance) };
}

/** Population variance. */
export const variance = (values: Float64Array): number => varianceAround(values, mean(values));

function varianceAround(values: Float64Array, center: number): number {
  let sum = 0;
  for (const value of values) sum += (value - center) * (value - center);
  return sum / values.length;
}

export function extremes(values: Float64Array): { min: number; max: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}

/** Most frequent value; of several the smallest. */
export function mode(values: Float64Array): number {
  const sorted = values.slice().sort();
  let best = sorted[0] as number;
  let most = 0;
  let start = 0;
  for (let i = 1; i <= sorted.length; i += 1) {
    if (i < sorted.length && sorted[i] === sorted[start]) continue;
    if (i - start > most) {
      most = i - start;
      best = sorted[start] as number;
    }
    start = i;
  }
  return best;
}
