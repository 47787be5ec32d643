import type { Random } from "../train/random.ts";

/**
 * Greedy k-means++ (Arthur and Vassilvitskii 2007): each further centre is a row drawn by its squared distance to the centres
 * so far, the best of 2 + log(clusters) draws. Row-major [clusters, width].
 */
export function seedCentres(x: Float64Array, rows: number, width: number, clusters: number, random: Random): Float64Array {
  const trials = 2 + Math.floor(Math.log(clusters));
  const centres = new Float64Array(clusters * width);
  const first = random.below(rows);
  centres.set(x.subarray(first * width, (first + 1) * width));
  let closest = toRow(x, rows, width, first, null);
  for (let k = 1; k < clusters; k += 1) {
    const sums = runningSums(closest);
    const total = sums[rows - 1] as number;
    let best: { row: number; closest: Float64Array; left: number } | null = null;
    for (let trial = 0; trial < trials; trial += 1) {
      const row = total > 0 ? firstAbove(sums, random.next() * total) : random.below(rows);
      const after = toRow(x, rows, width, row, closest);
      const left = after.reduce((sum, distance) => sum + distance, 0);
      if (!best || left < best.left) best = { row, closest: after, left };
    }
    const { row, closest: after } = best as NonNullable<typeof best>;
    centres.set(x.subarray(row * width, (row + 1) * width), k * width);
    closest = after;
  }
  return centres;
}

/** Squared distances to a row, or what they were before where that is less. */
function toRow(x: Float64Array, rows: number, width: number, chosen: number, before: Float64Array | null): Float64Array {
  const distances = new Float64Array(rows);
  const from = chosen * width;
  for (let row = 0; row < rows; row += 1) {
    let sum = 0;
    for (let j = 0; j < width; j += 1) {
      const apart = (x[row * width + j] as number) - (x[from + j] as number);
      sum += apart * apart;
    }
    distances[row] = before ? Math.min(sum, before[row] as number) : sum;
  }
  return distances;
}

function runningSums(values: Float64Array): Float64Array {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum;
  });
}

function firstAbove(sums: Float64Array, value: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
