import { cancelled } from "../../shared/errors.ts";
import type { Random } from "../train/random.ts";
import { distancesTo } from "./assign.ts";
import { squaredDistance } from "./distance.ts";
import { Nearest } from "./nearest.ts";
import { seedCentres } from "./seeding.ts";

export interface KMeansOptions {
  clusters: number;
  /** Starts, of which the one with the least inertia is kept. */
  nInit: number;
  maxIterations: number;
  /** Over once the centres move less than this, squared, times the features' mean variance. */
  tolerance: number;
  random: Random;
  signal: AbortSignal;
  /** Hears of each iteration of all starts, counted from 1, with the centres that it began with; false ends the search with the best centres so far. */
  onIteration(iteration: number, centres: Float64Array, inertia: number): Promise<boolean>;
}

export interface KMeans {
  /** Row-major [clusters, width]. */
  centres: Float64Array;
  /** The sum of the rows' squared distances to their centres. */
  inertia: number;
  /** Of the start that was kept. */
  iterations: number;
  converged: boolean;
  /** Iterations of the starts before it. */
  before: number;
  /** Starts that were made, and whether the last was broken off. */
  starts: number;
  stopped: boolean;
}

/** Lloyd's algorithm from k-means++ seeds; scikit-learn's `KMeans`. `x`: row-major [rows, width], left as it is. */
export async function kMeans(x: Float64Array, rows: number, width: number, options: KMeansOptions): Promise<KMeans> {
  const least = options.tolerance * meanVariance(x, rows, width);
  let best: KMeans | null = null;
  let before = 0;
  for (let starts = 1; starts <= options.nInit && !best?.stopped; starts += 1) {
    const seeds = await seedCentres(x, rows, width, options);
    if (!seeds) {
      if (!best) throw cancelled();
      return { ...best, starts, stopped: true };
    }
    const found = await descend(x, rows, width, seeds, { ...options, before, least });
    const better: boolean = !best || found.inertia < best.inertia;
    best = { ...(better ? { ...found, before } : (best as KMeans)), starts, stopped: found.stopped };
    before += found.iterations;
  }
  return best as KMeans;
}

type Lloyd = Pick<KMeansOptions, "maxIterations" | "onIteration"> & { before: number };

/** From given centres, which are left as they are, to where they move no more. */
export const lloyd = (x: Float64Array, rows: number, width: number, from: Float64Array, options: Lloyd & { tolerance: number }) =>
  descend(x, rows, width, from, { ...options, least: options.tolerance * meanVariance(x, rows, width) });

async function descend(x: Float64Array, rows: number, width: number, from: Float64Array, options: Lloyd & { least: number }) {
  const nearest = new Nearest(x, rows, width);
  const { labels } = nearest;
  let centres = from;
  let iterations = 0;
  let converged = false;
  let stopped = false;
  while (iterations < options.maxIterations && !converged && !stopped) {
    const { changed, inertia, ...totals } = nearest.update(centres);
    iterations += 1;
    const moved = meansOf(x, rows, width, labels, centres, totals);
    stopped = !(await options.onIteration(options.before + iterations, centres, inertia));
    converged = changed === 0 || squaredDistance(moved, 0, centres, 0, centres.length) <= options.least;
    centres = moved;
  }
  const { inertia } = nearest.update(centres);
  return { centres, labels, inertia, iterations, converged, stopped: stopped && !converged };
}

interface Totals {
  sums: Float64Array;
  counts: Float64Array;
}

/** The middle of each cluster's rows; one that has none takes the row that is farthest from its own centre. */
function meansOf(x: Float64Array, rows: number, width: number, labels: Int32Array, centres: Float64Array, totals: Totals): Float64Array {
  const { sums, counts } = totals;
  const empty = Array.from(counts.keys()).filter((k) => counts[k] === 0);
  if (empty.length > 0) moveRows(x, width, labels, totals, farthest(distancesTo(x, rows, width, centres, labels), empty.length), empty);
  return sums.map((sum, place) => {
    const count = counts[Math.floor(place / width)] as number;
    return count > 0 ? sum / count : (centres[place] as number);
  });
}

/** As scikit-learn relocates empty clusters: a row's share moves with it. */
function moveRows(x: Float64Array, width: number, labels: Int32Array, { sums, counts }: Totals, chosen: number[], empty: number[]): void {
  for (const [i, k] of empty.entries()) {
    const row = chosen[i] as number;
    const from = labels[row] as number;
    for (let j = 0; j < width; j += 1) {
      const value = x[row * width + j] as number;
      sums[from * width + j] = (sums[from * width + j] as number) - value;
      sums[k * width + j] = value;
    }
    counts[from] = (counts[from] as number) - 1;
    counts[k] = 1;
  }
}

const farthest = (distances: Float64Array, count: number): number[] =>
  Array.from(distances.keys())
    .sort((a, b) => (distances[b] as number) - (distances[a] as number))
    .slice(0, count);

function meanVariance(x: Float64Array, rows: number, width: number): number {
  const means = new Float64Array(width);
  for (let place = 0; place < x.length; )
    for (let j = 0; j < width; j += 1, place += 1) means[j] = (means[j] as number) + (x[place] as number) / rows;
  let squares = 0;
  for (let place = 0; place < x.length; )
    for (let j = 0; j < width; j += 1, place += 1) squares += ((x[place] as number) - (means[j] as number)) ** 2;
  return squares / x.length;
}
