import { logGamma } from "../data/profile/uniform.ts";

export interface Moments {
  rows: number;
  mean: number;
  /** Of a sample: divided by one less than the rows. */
  variance: number;
}

/** Welch's t-test, one-sided: how likely chance alone puts the mean of `a` so far above that of `b`. NaN where nothing varies. */
export function welch(a: Moments, b: Moments): number {
  const [va, vb] = [a.variance / a.rows, b.variance / b.rows];
  if (va + vb === 0) return Number.NaN;
  const degrees = (va + vb) ** 2 / (va ** 2 / (a.rows - 1) + vb ** 2 / (b.rows - 1));
  return studentTail((a.mean - b.mean) / Math.sqrt(va + vb), degrees);
}

/** P(T > t) of Student's distribution. */
function studentTail(t: number, degrees: number): number {
  const half = incompleteBeta(degrees / 2, 0.5, degrees / (degrees + t * t)) / 2;
  return t < 0 ? 1 - half : half;
}

/** The regularised incomplete beta function by Lentz's continued fraction (Numerical Recipes 6.4). */
function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2) ? (front * fraction(a, b, x)) / a : 1 - (front * fraction(b, a, 1 - x)) / b;
}

function fraction(a: number, b: number, x: number): number {
  const off = (value: number) => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let c = 1;
  let d = 1 / off(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < 10_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / off(1 + even * d);
    c = off(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / off(1 + odd * d);
    c = off(1 + odd / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return h;
}
