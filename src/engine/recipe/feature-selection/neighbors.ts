/** For each value of a sorted list the distance to its `k`-th nearest other one. */
export function radii(sorted: Float64Array, k: number): Float64Array {
  return sorted.map((value, i) => {
    let left = i - 1;
    let right = i + 1;
    let distance = 0;
    for (let found = 0; found < k; found += 1) {
      const below = left >= 0 ? value - (sorted[left] as number) : Number.POSITIVE_INFINITY;
      const above = right < sorted.length ? (sorted[right] as number) - value : Number.POSITIVE_INFINITY;
      distance = Math.min(below, above);
      if (below <= above) left -= 1;
      else right += 1;
    }
    return distance;
  });
}

/** For each point the distance to its `k`-th nearest other one, by the larger of the differences in x and y. About n * sqrt(n * k) steps. */
export function chebyshevRadii(x: Float64Array, y: Float64Array, k: number): Float64Array {
  const order = Int32Array.from(x.keys()).sort((a, b) => (x[a] as number) - (x[b] as number));
  const xs = Float64Array.from(order, (row) => x[row] as number);
  const ys = Float64Array.from(order, (row) => y[row] as number);
  const result = new Float64Array(x.length);
  const nearest = new Float64Array(k);
  for (let i = 0; i < xs.length; i += 1) {
    nearest.fill(Number.POSITIVE_INFINITY);
    let left = i - 1;
    let right = i + 1;
    for (;;) {
      const below = left >= 0 ? (xs[i] as number) - (xs[left] as number) : Number.POSITIVE_INFINITY;
      const above = right < xs.length ? (xs[right] as number) - (xs[i] as number) : Number.POSITIVE_INFINITY;
      const across = Math.min(below, above);
      if (across >= (nearest[k - 1] as number)) break; // no point further out is nearer
      const other = below <= above ? left : right;
      if (below <= above) left -= 1;
      else right += 1;
      insert(nearest, Math.max(across, Math.abs((ys[i] as number) - (ys[other] as number))));
    }
    result[order[i] as number] = nearest[k - 1] as number;
  }
  return result;
}

/** How many values of a sorted list are no further from `center` than `radius`. */
export function countWithin(sorted: Float64Array, center: number, radius: number): number {
  const end = firstPlace(sorted, (value) => value > center && value - center > radius);
  return end - firstPlace(sorted, (value) => value >= center || center - value <= radius);
}

/** The next smaller double; 0 stays 0. */
export function justBelow(value: number): number {
  if (value <= 0) return 0;
  BITS.setFloat64(0, value);
  BITS.setBigInt64(0, BITS.getBigInt64(0) - 1n);
  return BITS.getFloat64(0);
}

const BITS = new DataView(new ArrayBuffer(8));

/** Keeps a rising list of the smallest. */
function insert(smallest: Float64Array, value: number): void {
  let at = smallest.length - 1;
  if (value >= (smallest[at] as number)) return;
  for (; at > 0 && (smallest[at - 1] as number) > value; at -= 1) smallest[at] = smallest[at - 1] as number;
  smallest[at] = value;
}

function firstPlace(sorted: Float64Array, matches: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (matches(sorted[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}
