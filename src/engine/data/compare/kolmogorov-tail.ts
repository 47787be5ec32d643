import { durbin } from "./durbin.ts";
import { pelzGood } from "./pelz-good.ts";
import { smirnov } from "./smirnov.ts";

const SMALL = 140;

/**
 * P(D >= x) of the two-sided Kolmogorov-Smirnov statistic of one sample of n. The regions follow Simard and L'Ecuyer,
 * "Computing the two-sided Kolmogorov-Smirnov distribution" (2011), as scipy's `kstwo.sf` takes them.
 */
export function kolmogorovTail(n: number, x: number): number {
  if (x >= 1) return 0;
  const t = n * x;
  if (t <= 0.5) return 1;
  if (t <= 1) return 1 - smallest(n, t);
  if (t >= n - 1) return clip(2 * (1 - x) ** n);
  if (x >= 0.5) return clip(2 * smirnov(n, x));
  const square = t * x;
  if (n <= SMALL) return clip(square <= 4 ? 1 - durbin(n, x) : 2 * smirnov(n, x));
  if (square >= 370) return 0;
  if (square >= 2.2) return clip(2 * smirnov(n, x));
  return clip(1 - (n <= 100_000 && n * x ** 1.5 <= 1.4 ? durbin(n, x) : pelzGood(n, x)));
}

/** P(D <= x) for 1/2 <= n x <= 1: n! (2x - 1/n)^n. */
function smallest(n: number, t: number): number {
  let log = n * Math.log(2 * t - 1);
  for (let j = 1; j <= n && log > -800; j += 1) log += Math.log(j / n);
  return Math.exp(log);
}

const clip = (p: number): number => Math.min(1, Math.max(0, p));
