/** Longest season that is looked for. */
const MOST_LAGS = 400;

/**
 * The lag at which a series, its straight trend taken off, repeats itself most: the highest peak of its autocorrelation
 * after it has fallen below zero. Null where there is none.
 */
export function season(series: Float64Array): { lag: number; autocorrelation: number } | null {
  const found = autocorrelations(detrended(series), Math.min(Math.floor(series.length / 3), MOST_LAGS) + 1);
  let best: { lag: number; autocorrelation: number } | null = null;
  let fallen = false;
  for (let lag = 1; lag < found.length - 1; lag += 1) {
    const here = found[lag] as number;
    fallen ||= here < 0;
    const peak = here > 0 && here >= (found[lag - 1] as number) && here >= (found[lag + 1] as number);
    if (fallen && peak && here > (best?.autocorrelation ?? 0)) best = { lag, autocorrelation: here };
  }
  return best;
}

/** By the sum of squares of all, as statsmodels' `acf`; empty for a constant. */
function autocorrelations(x: Float64Array, lags: number): number[] {
  const at = (lag: number) => {
    let sum = 0;
    for (let t = lag; t < x.length; t += 1) sum += (x[t] as number) * (x[t - lag] as number);
    return sum;
  };
  const total = at(0);
  return total > 0 ? Array.from({ length: lags + 1 }, (_, lag) => at(lag) / total) : [];
}

function detrended(series: Float64Array): Float64Array {
  const n = series.length;
  const middle = (n - 1) / 2;
  let [mean, slope] = [0, 0];
  for (const value of series) mean += value / n;
  for (let t = 0; t < n; t += 1) slope += (t - middle) * ((series[t] as number) - mean);
  slope /= (n * (n * n - 1)) / 12;
  return series.map((value, t) => value - mean - slope * (t - middle));
}
