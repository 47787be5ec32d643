import { mean } from "../statistics.ts";
import { presentNumbers } from "../values.ts";

/** A column made ready to be compared with many others. */
export interface Comparable {
  values: Float64Array;
  /** The values less their mean, of length 1 together; null where some are missing. NaN for a constant. */
  unit: Float64Array | null;
}

type Method = "pearson" | "spearman";

export function comparable(values: Float64Array, method: Method): Comparable {
  const whole = presentNumbers(values).length === values.length;
  return { values, unit: whole ? unitOf(method === "spearman" ? ranks(values) : values) : null };
}

/** The correlation over the rows where both are there, as pandas' `corr`; NaN where one does not vary. */
export function correlation(a: Comparable, b: Comparable, method: Method): number {
  if (a.unit && b.unit) return product(a.unit, b.unit);
  const [x, y] = complete(a.values, b.values);
  return method === "spearman" ? product(unitOf(ranks(x)), unitOf(ranks(y))) : product(unitOf(x), unitOf(y));
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < a.length; row += 1) sum += (a[row] as number) * (b[row] as number);
  return sum;
}

function unitOf(values: Float64Array): Float64Array {
  const unit = new Float64Array(values.length);
  const center = mean(values);
  let squares = 0;
  for (let row = 0; row < unit.length; row += 1) {
    unit[row] = (values[row] as number) - center;
    squares += (unit[row] as number) ** 2;
  }
  const length = Math.sqrt(squares);
  for (let row = 0; row < unit.length; row += 1) unit[row] = (unit[row] as number) / length;
  return unit;
}

function complete(a: Float64Array, b: Float64Array): [Float64Array, Float64Array] {
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
