import type { DoubleMatrix } from "../recipe/matrix.ts";
import type { RowParts } from "../train/stream/row-parts.ts";
import { assign, distancesTo } from "./assign.ts";
import { squaredDistance } from "./distance.ts";

interface Steps {
  maxIterations: number;
  /** Over once the centres move less than this, squared, times the features' mean variance. */
  tolerance: number;
  /** Hears of each iteration, counted from 1, with the centres that it began with; false ends the search where it is. */
  onIteration(iteration: number, centres: Float64Array, inertia: number): Promise<boolean>;
}

/**
 * Lloyd's algorithm on rows that are gone through once an iteration, as `lloyd` does it on rows in memory: from the same centres
 * to the same ones. Of a row nothing is held but its label. Centres are row-major [clusters, width].
 */
export async function lloydInParts(parts: RowParts<DoubleMatrix>, width: number, from: Float64Array, steps: Steps) {
  const labels = new Int32Array(parts.rows).fill(-1);
  const least = steps.tolerance * (await meanVariance(parts, width));
  let centres = from;
  let [iterations, converged, stopped] = [0, false, false];
  while (iterations < steps.maxIterations && !converged && !stopped) {
    const { moved, changed, inertia } = await step(parts, width, centres, labels);
    iterations += 1;
    stopped = !(await steps.onIteration(iterations, centres, inertia));
    converged = changed === 0 || squaredDistance(moved, 0, centres, 0, centres.length) <= least;
    centres = moved;
  }
  return { centres, iterations, converged, stopped: stopped && !converged };
}

async function step(parts: RowParts<DoubleMatrix>, width: number, centres: Float64Array, labels: Int32Array) {
  const clusters = centres.length / width;
  const sums = new Float64Array(centres.length);
  const counts = new Float64Array(clusters);
  const far = new Farthest(clusters);
  let [changed, inertia, at] = [0, 0, 0];
  await parts.each(({ x: { data, rows } }) => {
    const own = new Int32Array(rows);
    inertia += assign(data, rows, width, centres, own);
    far.add(data, width, own, distancesTo(data, rows, width, centres, own));
    for (let row = 0, place = 0; row < rows; row += 1) {
      const label = own[row] as number;
      if (labels[at + row] !== label) changed += 1;
      counts[label] = (counts[label] as number) + 1;
      for (let j = 0, to = label * width; j < width; j += 1, place += 1, to += 1) sums[to] = (sums[to] as number) + (data[place] as number);
    }
    labels.set(own, at);
    at += rows;
  });
  far.fill(sums, counts, width);
  for (let k = 0; k < clusters; k += 1) {
    const count = counts[k] as number;
    for (let place = k * width; place < (k + 1) * width; place += 1)
      sums[place] = count > 0 ? (sums[place] as number) / count : (centres[place] as number);
  }
  return { moved: sums, changed, inertia };
}

interface Row {
  distance: number;
  label: number;
  values: Float64Array;
}

/** The rows that are farthest from their centres: they become the centres of clusters that have none, as scikit-learn relocates these. */
class Farthest {
  readonly #most: number;
  #rows: Row[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  add(x: Float64Array, width: number, labels: Int32Array, distances: Float64Array): void {
    for (let row = 0; row < labels.length; row += 1) {
      const distance = distances[row] as number;
      if (this.#rows.length === this.#most && distance <= (this.#rows.at(-1) as Row).distance) continue;
      this.#rows.push({ distance, label: labels[row] as number, values: x.slice(row * width, (row + 1) * width) });
      this.#rows = this.#rows.sort((a, b) => b.distance - a.distance).slice(0, this.#most);
    }
  }

  /** A row's share moves with it. */
  fill(sums: Float64Array, counts: Float64Array, width: number): void {
    const empty = Array.from(counts.keys()).filter((k) => counts[k] === 0);
    for (const [i, k] of empty.entries()) {
      const { label, values } = this.#rows[i] as Row;
      for (let j = 0; j < width; j += 1) {
        const value = values[j] as number;
        sums[label * width + j] = (sums[label * width + j] as number) - value;
        sums[k * width + j] = value;
      }
      counts[label] = (counts[label] as number) - 1;
      counts[k] = 1;
    }
  }
}

async function meanVariance({ rows, each }: RowParts<DoubleMatrix>, width: number): Promise<number> {
  const means = new Float64Array(width);
  await each(({ x: { data } }) => {
    for (let place = 0; place < data.length; place += 1) {
      const j = place % width;
      means[j] = (means[j] as number) + (data[place] as number) / rows;
    }
  });
  let squares = 0;
  await each(({ x: { data } }) => {
    for (let place = 0; place < data.length; place += 1) squares += ((data[place] as number) - (means[place % width] as number)) ** 2;
  });
  return squares / (rows * width);
}
