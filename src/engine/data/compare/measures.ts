/** Sturges' number of bins of even width, as numpy's `histogram_bin_edges(..., "sturges")`; whole numbers get no bins narrower than 1. */
export function sturgesEdges(min: number, max: number, n: number, whole: boolean): number[] {
  if (min === max) return [min - 0.5, max + 0.5];
  const width = (max - min) / (Math.log2(n) + 1);
  const count = Math.max(1, Math.ceil((max - min) / (whole ? Math.max(1, width) : width)));
  const step = (max - min) / count;
  return Array.from({ length: count + 1 }, (_, i) => (i === count ? max : i * step + min));
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** Jensen-Shannon distance (the square root of the divergence, in nats) of two lists of counts, as scipy's `jensenshannon`. */
export function jensenShannon(before: readonly number[], after: readonly number[]): number {
  const [n, m] = [sumOf(before), sumOf(after)];
  let sum = 0;
  for (const [i, count] of before.entries()) {
    const [p, q] = [count / n, (after[i] as number) / m];
    const middle = (p + q) / 2;
    if (p > 0) sum += p * Math.log(p / middle);
    if (q > 0) sum += q * Math.log(q / middle);
  }
  return Math.sqrt(Math.max(0, sum) / 2);
}

const RARE = 0.0001;

/** Population stability index of two lists of counts, as Evidently: an empty share counts as 0.0001, or a millionth of the least where that is rarer. */
export function stabilityIndex(before: readonly number[], after: readonly number[]): number {
  const [p, q] = [filled(before), filled(after)];
  return p.reduce((sum, share, i) => sum + (share - (q[i] as number)) * Math.log(share / (q[i] as number)), 0);
}

function filled(counts: readonly number[]): number[] {
  const n = sumOf(counts);
  const shares = counts.map((count) => count / n);
  const least = Math.min(...shares.filter((share) => share > 0));
  return shares.map((share) => (share > 0 ? share : least <= RARE ? least / 1e6 : RARE));
}

/** Pearson's chi-square of two lists of counts, with Yates' correction at one degree of freedom, as scipy's `chi2_contingency`. */
export function chiSquare(before: readonly number[], after: readonly number[]): { statistic: number; freedom: number } {
  const [n, m] = [sumOf(before), sumOf(after)];
  const freedom = before.length - 1;
  let statistic = 0;
  for (const [i, count] of before.entries()) {
    const both = count + (after[i] as number);
    for (const [seen, rows] of [
      [count, n],
      [after[i] as number, m],
    ] as const) {
      const expected = (both * rows) / (n + m);
      const far = Math.abs(expected - seen);
      statistic += (freedom === 1 ? far - Math.min(0.5, far) : far) ** 2 / expected;
    }
  }
  return { statistic, freedom };
}
