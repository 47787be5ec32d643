import { binomial } from "./binomial.ts";

/** Above this the sum has too many terms, and its limit has the digits. */
const MOST_TERMS = 1_000_000;
const NEGLIGIBLE = 1e-19;

/**
 * P(D+ >= x) of the one-sided Kolmogorov-Smirnov statistic of one sample of n:
 * the sum over j from 0 to n (1 - x) of C(n, j) x (x + j/n)^(j-1) (1 - x - j/n)^(n-j).
 * Each term is a binomial probability with p = x + j/n times x / p, so none overflows and none loses digits.
 */
export function smirnov(n: number, x: number): number {
  if (n > MOST_TERMS) return Math.exp(-((6 * n * x + 1) ** 2) / 18 / n);
  const last = Math.floor(n * (1 - x));
  const term = (j: number) => {
    const p = x + j / n;
    return p >= 1 ? 0 : (binomial(j, n, p) * x) / p;
  };
  const middle = Math.floor(last / 2);
  let sum = 0;
  for (let j = middle; j >= 0; j -= 1) {
    const value = term(j);
    sum += value;
    if (value < sum * NEGLIGIBLE) break;
  }
  for (let j = middle + 1; j <= last; j += 1) {
    const value = term(j);
    sum += value;
    if (value < sum * NEGLIGIBLE) break;
  }
  return sum;
}
