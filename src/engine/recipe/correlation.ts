import { mean } from "./statistics.ts";

/** Pearson's correlation over the rows where both are there, as pandas' `corr`; NaN where one does not vary. */
export function pearson(a: Float64Array, b: Float64Array): number {
  return correlate(...complete(a, b));
}

/** The same of the ranks. */
export function spearman(a: Float64Array, b: Float64Array): number {
  const [x, y] = complete(a, b);
  return correlate(ranks(x), ranks(y));
}

function correlate(a: Float64Array, b: Float64Array): number {
  if (a.length === 0) return Number.NaN;
  const meanA = mean(a);
  const meanB = mean(b);
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let row = 0; row < a.length; row += 1) {
    const x = (a[row] as number) - meanA;
    const y = (b[row] as number) - meanB;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa === 0 || bb === 0 ? Number.NaN : ab / Math.sqrt(aa) / Math.sqrt(bb);
}

function complete(a: Float64Array, b: Float64Array): [Float64Array, Float64Array] {
  const x = new Float64Array(a.length);
  const y = new Float64Array(a.length);
  let count = 0;
  for (let row = 0; row < a.length; row += 1) {
    if (Number.isNaN(a[row]) || Number.isNaN(b[row])) continue;
    x[count] = a[row] as number;
    y[count] = b[row] as number;
    count += 1;
  }
  return [x.subarray(0, count), y.subarray(0, count)];
}

/** From 1; equal values share the mean of their ranks. */
function ranks(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  const rankOf = new Map<number, number>();
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end] === sorted[start]) end += 1;
    rankOf.set(sorted[start] as number, (start + 1 + end) / 2);
    start = end;
  }
  return values.map((value) => rankOf.get(value) as number);
}
