import { pacer } from "../train/pace.ts";
import type { Random } from "../train/random.ts";
import { distanceBelow } from "./distance.ts";

/**
 * Greedy k-means++ (Arthur and Vassilvitskii 2007): each further centre is a row drawn by its squared distance to the centres
 * so far, the best of 2 + log(clusters) draws. Row-major [clusters, width]; null where it is broken off.
 */
export async function seedCentres(
  x: Float64Array,
  rows: number,
  width: number,
  { clusters, random, signal }: { clusters: number; random: Random; signal: AbortSignal },
): Promise<Float64Array | null> {
  const trials = 2 + Math.floor(Math.log(clusters));
  const centres = new Float64Array(clusters * width);
  const sums = new Float64Array(rows);
  let closest = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  const spare = Array.from({ length: trials }, () => new Float64Array(rows));
  const rest = pacer();
  for (let k = 0; k < clusters; k += 1) {
    await rest();
    if (signal.aborted) return null;
    const total = k === 0 ? 0 : runningSums(closest, sums);
    const draws = Array.from({ length: k === 0 ? 1 : trials }, () =>
      total > 0 ? firstAbove(sums, random.next() * total) : random.below(rows),
    );
    const left = closestAfter(x, rows, width, draws, closest, spare);
    const best = left.indexOf(Math.min(...left));
    const row = draws[best] as number;
    centres.set(x.subarray(row * width, (row + 1) * width), k * width);
    [closest, spare[best]] = [spare[best] as Float64Array<ArrayBuffer>, closest];
  }
  return centres;
}

/** Into `into`, for each draw: every row's squared distance to the nearest centre if that row were one more. Their sums. */
function closestAfter(
  x: Float64Array,
  rows: number,
  width: number,
  draws: number[],
  closest: Float64Array,
  into: Float64Array[],
): number[] {
  const left = draws.map(() => 0);
  const chosen = draws.map((draw) => x.slice(draw * width, (draw + 1) * width));
  for (let row = 0; row < rows; row += 1) {
    const start = row * width;
    const before = closest[row] as number;
    for (let t = 0; t < chosen.length; t += 1) {
      const sum = distanceBelow(before, x, start, chosen[t] as Float64Array, 0, width);
      const after = sum < before ? sum : before;
      (into[t] as Float64Array)[row] = after;
      left[t] = (left[t] as number) + after;
    }
  }
  return left;
}

/** Writes into `sums` the sum up to each value, and gives that of all. */
function runningSums(values: Float64Array, sums: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) {
    sum += values[i] as number;
    sums[i] = sum;
  }
  return sum;
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
