import { gcd } from "./integers.ts";
import { kolmogorovTail } from "./kolmogorov-tail.ts";

/** Sizes up to whose product every path is counted; beyond, the asymptotic distribution serves. */
const MOST_PATHS = 4_000_000;
/** Up to here two samples of one size have a short exact sum. */
const MOST_EQUAL = 10_000;

/**
 * p of the two-sided two-sample Kolmogorov-Smirnov test, as scipy's `ks_2samp`: `exact` for small samples, else the
 * distribution of one sample of n1 n2 / (n1 + n2). scipy's "auto" is exact up to 10,000 rows a side, this up to 4 million
 * pairs (and, like scipy, up to 10,000 rows where both sides have the same number).
 */
export function kolmogorovSmirnov(distance: number, n1: number, n2: number): { p: number; method: "exact" | "asymptotic" } {
  if ((n1 === n2 && n1 <= MOST_EQUAL) || n1 * n2 <= MOST_PATHS) return { p: exact(distance, n1, n2), method: "exact" };
  return { p: kolmogorovTail(Math.round((n1 * n2) / (n1 + n2)), distance), method: "asymptotic" };
}

function exact(distance: number, n1: number, n2: number): number {
  const common = gcd(n1, n2);
  const steps = Math.round(distance * (n1 / common) * n2); // the distance in units of 1 / least common multiple
  if (steps === 0) return 1;
  return Math.min(1, n1 === n2 ? equalSizes(n1, steps) : otherSizes(n1, n2, common, steps));
}

/** Two samples of n: 2 (C(2n, n-h) - C(2n, n-2h) + ...) / C(2n, n), nested so that nothing cancels. */
function equalSizes(n: number, h: number): number {
  let sum = 0;
  for (let k = Math.floor(n / h); k >= 0; k -= 1) {
    let ratio = 1;
    for (let j = 0; j < h; j += 1) ratio *= (n - k * h - j) / (n + k * h + j + 1);
    sum = ratio * (1 - sum);
  }
  return 2 * sum;
}

/**
 * Share of the lattice paths from (0, 0) to (n1, n2) that somewhere are at least the distance from the diagonal: of all
 * paths to a point, i / (i + j) come from its left and j / (i + j) from below.
 */
function otherSizes(n1: number, n2: number, common: number, steps: number): number {
  const [across, up] = [n1 / common, n2 / common];
  const outside = (i: number, j: number) => Math.abs(i * up - j * across) >= steps;
  const share = new Float64Array(n2 + 1);
  for (let j = 1; j <= n2; j += 1) share[j] = outside(0, j) || share[j - 1] === 1 ? 1 : 0;
  for (let i = 1; i <= n1; i += 1) {
    share[0] = outside(i, 0) || share[0] === 1 ? 1 : 0;
    for (let j = 1; j <= n2; j += 1) {
      const [left, below] = [share[j] as number, share[j - 1] as number];
      share[j] = outside(i, j) ? 1 : (left * i + below * j) / (i + j);
    }
  }
  return share[n2] as number;
}
