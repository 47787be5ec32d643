/** P(X = k) of n trials by Loader's saddle point, "Fast and accurate computation of binomial probabilities" (2000). */
export function binomial(k: number, n: number, p: number): number {
  if (k === 0) return Math.exp(n * Math.log1p(-p));
  if (k === n) return Math.exp(n * Math.log(p));
  const log = stirlingError(n) - stirlingError(k) - stirlingError(n - k) - deviance(k, n * p) - deviance(n - k, n * (1 - p));
  return Math.exp(log) * Math.sqrt(n / (2 * Math.PI * k * (n - k)));
}

/** k ln(k / m) + m - k, without the cancellation near k = m. */
function deviance(k: number, m: number): number {
  if (Math.abs(k - m) >= 0.1 * (k + m)) return k * Math.log(k / m) + m - k;
  const v = (k - m) / (k + m);
  let sum = (k - m) * v;
  let power = 2 * k * v;
  for (let j = 1; j < 1000; j += 1) {
    power *= v * v;
    const next = sum + power / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/** ln n! less Stirling's formula: exact sums up to 15, the series above. */
function stirlingError(n: number): number {
  if (n <= 15) return EXACT[n] as number;
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}

const EXACT = (() => {
  const errors: number[] = [0];
  let factorial = 1;
  for (let n = 1; n <= 15; n += 1) {
    factorial *= n;
    errors.push(Math.log(factorial) - ((n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI)));
  }
  return errors;
})();
