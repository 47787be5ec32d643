import { normalCdf } from "./uniform.ts";

/**
 * Augmented Dickey-Fuller test with a constant, as statsmodels' `adfuller(x, autolag=None)`: ceil(12 (n / 100)^(1/4)) lagged
 * differences, p values by MacKinnon (1994). Null where it is not defined: too short, constant, or collinear.
 */
export function dickeyFuller(series: Float64Array): { statistic: number; pValue: number; lags: number } | null {
  const n = series.length;
  const lags = Math.min(Math.floor(n / 2) - 2, Math.ceil(12 * (n / 100) ** 0.25));
  if (lags < 0) return null;
  const { y, d } = standardised(series);
  const observed = d.length - lags;
  const size = lags + 2; // level, lagged differences, constant
  const matrix = normalMatrix(y, d, lags);
  const inverse = choleskyInverse(matrix.map((row) => row.slice(0, size)).slice(0, size));
  if (!inverse || observed <= size) return null;
  const right = matrix.slice(0, size).map((row) => row[size] as number);
  const coefficients = inverse.map((row) => row.reduce((sum, value, k) => sum + value * (right[k] as number), 0));
  const residual = (matrix[size]?.[size] as number) - coefficients.reduce((sum, value, k) => sum + value * (right[k] as number), 0);
  const variance = (residual / (observed - size)) * (inverse[0]?.[0] as number);
  const statistic = (coefficients[0] as number) / Math.sqrt(variance);
  return Number.isFinite(statistic) ? { statistic, pValue: pValueOf(statistic), lags } : null;
}

function standardised(series: Float64Array): { y: Float64Array; d: Float64Array } {
  const mean = series.reduce((sum, value) => sum + value, 0) / series.length;
  const scale = Math.sqrt(series.reduce((sum, value) => sum + (value - mean) ** 2, 0) / series.length) || 1;
  const y = series.map((value) => (value - mean) / scale);
  return { y, d: Float64Array.from({ length: y.length - 1 }, (_, t) => (y[t + 1] as number) - (y[t] as number)) };
}

/** Sums of products of level, lagged differences, constant and the difference itself, the last. Those of lags follow from each other by their ends. */
function normalMatrix(y: Float64Array, d: Float64Array, lags: number): number[][] {
  const [first, last] = [lags, d.length - 1];
  const sum = (f: (t: number) => number) => {
    let total = 0;
    for (let t = first; t <= last; t += 1) total += f(t);
    return total;
  };
  const at = (t: number) => d[t] as number;
  const cross: number[][] = [Array.from({ length: lags + 1 }, (_, j) => sum((t) => at(t) * at(t - j)))];
  for (let i = 1; i <= lags; i += 1) {
    const above = cross[i - 1] as number[];
    cross.push(
      Array.from({ length: lags + 1 }, (_, j) =>
        j === 0
          ? ((cross[0] as number[])[i] as number)
          : (above[j - 1] as number) + at(first - i) * at(first - j) - at(last - i + 1) * at(last - j + 1),
      ),
    );
  }
  const level = Array.from({ length: lags + 1 }, (_, j) => sum((t) => (y[t] as number) * at(t - j)));
  const sums = Array.from({ length: lags + 1 }, (_, j) => sum((t) => at(t - j)));
  const order = [...Array.from({ length: lags }, (_, j) => j + 1), 0];
  const [levels, squares, count] = [sum((t) => y[t] as number), sum((t) => (y[t] as number) ** 2), last - first + 1];
  const pick = (values: number[], constant: number) => {
    const lagged = order.map((j) => values[j] as number);
    return [...lagged.slice(0, lags), constant, lagged[lags] as number];
  };
  return [
    [squares, ...pick(level, levels)],
    ...order.slice(0, lags).map((i) => [level[i] as number, ...pick(cross[i] as number[], sums[i] as number)]),
    [levels, ...pick(sums, count)],
    [level[0] as number, ...pick(cross[0] as number[], sums[0] as number)],
  ];
}

/** Inverse of a positive definite matrix; null where it is not one. */
function choleskyInverse(matrix: number[][]): number[][] | null {
  const n = matrix.length;
  const scales = matrix.map((row, i) => Math.sqrt(row[i] as number));
  if (scales.some((scale) => !(scale > 0))) return null;
  const l = matrix.map(() => new Float64Array(n));
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      const [a, b] = [l[i] as Float64Array, l[j] as Float64Array];
      let sum = (matrix[i]?.[j] as number) / (scales[i] as number) / (scales[j] as number);
      for (let k = 0; k < j; k += 1) sum -= (a[k] as number) * (b[k] as number);
      if (i === j && !(sum > 1e-12)) return null;
      a[j] = i === j ? Math.sqrt(sum) : sum / (b[j] as number);
    }
  }
  const columns = matrix.map((_, c) => {
    const x = new Float64Array(n);
    for (let i = 0; i < n; i += 1) {
      let sum = i === c ? 1 : 0;
      for (let k = 0; k < i; k += 1) sum -= (l[i]?.[k] as number) * (x[k] as number);
      x[i] = sum / (l[i]?.[i] as number);
    }
    for (let i = n - 1; i >= 0; i -= 1) {
      let sum = x[i] as number;
      for (let k = i + 1; k < n; k += 1) sum -= (l[k]?.[i] as number) * (x[k] as number);
      x[i] = sum / (l[i]?.[i] as number);
    }
    return x;
  });
  return matrix.map((_, i) => columns.map((column, c) => (column[i] as number) / (scales[i] as number) / (scales[c] as number)));
}

/** MacKinnon's response surface for one series and a constant. */
function pValueOf(statistic: number): number {
  if (statistic > 2.74) return 1;
  if (statistic < -18.83) return 0;
  const coefficients = statistic <= -1.61 ? [2.1659, 1.4412, 0.038269] : [1.7339, 0.93202, -0.12745, -0.010368];
  return normalCdf(coefficients.reduce((sum, value, k) => sum + value * statistic ** k, 0));
}
