import { digamma } from "./digamma.ts";
import { chebyshevRadii, countWithin, justBelow, radii } from "./neighbors.ts";

/** Mutual information of two labellings in nats, exact for the counts (scikit-learn's `mutual_info_score`). Codes from 0. */
export function informationOfLabels(a: Int32Array, b: Int32Array): number {
  const width = largest(b) + 1;
  const joint = new Map<number, number>();
  const inA = new Map<number, number>();
  const inB = new Map<number, number>();
  for (let row = 0; row < a.length; row += 1) {
    const x = a[row] as number;
    const y = b[row] as number;
    joint.set(x * width + y, (joint.get(x * width + y) ?? 0) + 1);
    inA.set(x, (inA.get(x) ?? 0) + 1);
    inB.set(y, (inB.get(y) ?? 0) + 1);
  }
  let sum = 0;
  for (const [key, count] of joint) {
    const expected = ((inA.get(Math.floor(key / width)) as number) / a.length) * (inB.get(key % width) as number);
    sum += (count / a.length) * Math.log(count / expected);
  }
  return Math.max(0, sum);
}

/**
 * Of a quantity and a label, by nearest neighbours: B. C. Ross, "Mutual Information between Discrete and Continuous Data
 * Sets", PLoS ONE 9(2), 2014; scikit-learn's `_compute_mi_cd`, without the noise that it adds. None missing.
 */
export function informationOfNumberAndLabel(values: Float64Array, labels: Int32Array, neighbors: number): number {
  const rowsOf = new Map<number, number[]>();
  for (let row = 0; row < labels.length; row += 1) {
    const rows = rowsOf.get(labels[row] as number);
    if (rows) rows.push(row);
    else rowsOf.set(labels[row] as number, [row]);
  }
  const groups = [...rowsOf.values()].filter((rows) => rows.length > 1); // what is alone in its label has no neighbour
  const sorted = Float64Array.from(groups.flatMap((rows) => rows.map((row) => values[row] as number))).sort();
  if (sorted.length === 0) return 0;
  let sum = 0;
  for (const rows of groups) {
    const own = Float64Array.from(rows, (row) => values[row] as number).sort();
    const k = Math.min(neighbors, own.length - 1);
    const reach = radii(own, k);
    sum += own.length * (digamma(k) - digamma(own.length));
    for (let i = 0; i < own.length; i += 1) sum -= digamma(countWithin(sorted, own[i] as number, justBelow(reach[i] as number)));
  }
  return Math.max(0, digamma(sorted.length) + sum / sorted.length);
}

/**
 * Of two quantities, by nearest neighbours: A. Kraskov, H. Stögbauer and P. Grassberger, "Estimating mutual information",
 * Phys. Rev. E 69, 2004; scikit-learn's `_compute_mi_cc`, without the noise that it adds. Both of one scale, none missing.
 */
export function informationOfNumbers(x: Float64Array, y: Float64Array, neighbors: number): number {
  const rows = x.length;
  const k = Math.min(neighbors, rows - 1);
  if (k < 1) return 0;
  const reach = chebyshevRadii(x, y, k);
  const xs = x.slice().sort();
  const ys = y.slice().sort();
  let sum = 0;
  for (let row = 0; row < rows; row += 1) {
    const radius = justBelow(reach[row] as number);
    sum += digamma(countWithin(xs, x[row] as number, radius)) + digamma(countWithin(ys, y[row] as number, radius));
  }
  return Math.max(0, digamma(rows) + digamma(k) - sum / rows);
}

function largest(codes: Int32Array): number {
  let found = 0;
  for (const code of codes) if (code > found) found = code;
  return found;
}
