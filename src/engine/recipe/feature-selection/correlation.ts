import { mean } from "../statistics.ts";
import { presentNumbers } from "../values.ts";

/** A column made ready to be compared with many others. */
export interface Comparable {
  values: Float64Array;
  /** The values, or their ranks, less their mean; missing where they are. */
  centered: Float64Array;
  complete: boolean;
}

type Method = "pearson" | "spearman";

export function comparable(values: Float64Array, method: Method): Comparable {
  const present = presentNumbers(values);
  const complete = present.length === values.length;
  if (method === "spearman") return { values, complete, centered: complete ? centeredOn(ranks(values), (values.length + 1) / 2) : values };
  return { values, complete, centered: centeredOn(values, present.length > 0 ? mean(present) : 0) };
}

/** The correlation over the rows where both are there, as pandas' `corr`; NaN where one does not vary. */
export function correlation(a: Comparable, b: Comparable, method: Method): number {
  if (method === "pearson" || (a.complete && b.complete)) return correlate(a.centered, b.centered);
  const [x, y] = bothPresent(a.values, b.values); // what a rank is depends on the rows that count
  const middle = (x.length + 1) / 2;
  return correlate(centeredOn(ranks(x), middle), centeredOn(ranks(y), middle));
}

/** Both near to centered already, so that one pass over the rows loses no digits. */
function correlate(a: Float64Array, b: Float64Array): number {
  let [rows, sumA, sumB, aa, bb, ab] = [0, 0, 0, 0, 0, 0];
  for (let row = 0; row < a.length; row += 1) {
    const x = a[row] as number;
    const y = b[row] as number;
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    rows += 1;
    sumA += x;
    sumB += y;
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
  const spreadA = aa - (sumA * sumA) / rows;
  const spreadB = bb - (sumB * sumB) / rows;
  const tiny = 1e-14; // of a constant rounding leaves something
  if (!(spreadA > tiny * aa && spreadB > tiny * bb)) return Number.NaN;
  return (ab - (sumA * sumB) / rows) / Math.sqrt(spreadA) / Math.sqrt(spreadB);
}

function centeredOn(values: Float64Array, center: number): Float64Array {
  const centered = new Float64Array(values.length);
  for (let row = 0; row < centered.length; row += 1) centered[row] = (values[row] as number) - center;
  return centered;
}

function bothPresent(a: Float64Array, b: Float64Array): [Float64Array, Float64Array] {
  const x = new Float64Array(a.length);
  const y = new Float64Array(a.length);
  let count = 0;
  for (let row = 0; row < a.length; row += 1) {
    x[count] = a[row] as number;
    y[count] = b[row] as number;
    if (!Number.isNaN(a[row]) && !Number.isNaN(b[row])) count += 1; // else the next takes its place
  }
  return [x.subarray(0, count), y.subarray(0, count)];
}

/** From 1; equal values share the mean of their ranks. None missing. */
function ranks(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  const starts = Int32Array.from(sorted.keys());
  for (let i = 1; i < starts.length; i += 1) if (sorted[i] === sorted[i - 1]) starts[i] = starts[i - 1] as number;
  const ends = starts.slice();
  for (let i = ends.length - 1; i >= 0; i -= 1)
    ends[i] = i + 1 < ends.length && starts[i + 1] === starts[i] ? (ends[i + 1] as number) : i + 1;
  return values.map((value) => {
    const at = placeOf(sorted, value);
    return ((starts[at] as number) + 1 + (ends[at] as number)) / 2;
  });
}

/** Where a value stands in a sorted list that has it. */
function placeOf(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
