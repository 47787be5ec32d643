import { pacer } from "../train/pace.ts";
import type { Random } from "../train/random.ts";
import { Block } from "./block.ts";

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
  const closest = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  const sums = new Float64Array(rows);
  const spare = new Float64Array(rows * (trials + (trials & 1)));
  const rest = pacer();
  for (let k = 0; k < clusters; k += 1) {
    await rest();
    if (signal.aborted) return null;
    const total = k === 0 ? 0 : runningSums(closest, sums);
    const draws = Array.from({ length: k === 0 ? 1 : trials }, () =>
      total > 0 ? firstAbove(sums, random.next() * total) : random.below(rows),
    );
    const row = takeBest(x, rows, width, draws, closest, spare);
    centres.set(x.subarray(row * width, (row + 1) * width), k * width);
  }
  return centres;
}

/**
 * The row that leaves the least to the others, were it one more centre: `closest`, their squared distances, become those with it.
 * `after`: room for those of each draw, and of one more where their number is odd.
 */
function takeBest(x: Float64Array, rows: number, width: number, draws: number[], closest: Float64Array, after: Float64Array): number {
  const chosen = new Float64Array(draws.length * width);
  for (const [t, draw] of draws.entries()) chosen.set(x.subarray(draw * width, (draw + 1) * width), t * width);
  const block = new Block(chosen, width);
  const { stride } = block;
  for (let from = 0, count = 0; from < rows; from += count) {
    count = block.load(x, from);
    after.set(block.lower(closest, from), from * stride);
  }
  const left = block.sums(draws.length);
  const best = left.indexOf(Math.min(...left));
  for (let row = 0, at = best; row < rows; row += 1, at += stride) closest[row] = after[at] as number;
  return draws[best] as number;
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
