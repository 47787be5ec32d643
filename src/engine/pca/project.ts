import { type Counts, meanOf } from "../evaluate/counts.ts";
import { Gathered } from "../evaluate/gathered.ts";
import type { DoubleMatrix } from "../recipe/matrix.ts";

/** Directions to look along. */
export interface Axes {
  mean: Float64Array;
  components: Float64Array[];
  /** What a row's place along each is divided by: 1, or the standard deviation where it is whitened. */
  scales: Float64Array;
}

/** Each row's place along each component, row-major [rows, components]. */
export function project({ data, rows }: DoubleMatrix, { mean, components, scales }: Axes): Float64Array {
  const [width, count] = [mean.length, components.length];
  const placed = new Float64Array(rows * count);
  for (let row = 0; row < rows; row += 1) {
    for (let k = 0; k < count; k += 1) {
      const component = components[k] as Float64Array;
      let sum = 0;
      for (let j = 0; j < width; j += 1) sum += ((data[row * width + j] as number) - (mean[j] as number)) * (component[j] as number);
      placed[row * count + k] = sum / (scales[k] as number);
    }
  }
  return placed;
}

/**
 * How much of rows is lost when only their places along the components are known: the mean squared error of a value, and the
 * share of the variance around the training rows' mean that is left. Two numbers of a row are held, not the row.
 */
export class Reconstruction {
  readonly #axes: Axes;
  readonly #lost: Gathered;
  readonly #all: Gathered;

  /** `most`: rows that may come. */
  constructor(axes: Axes, most: number) {
    this.#axes = axes;
    this.#lost = new Gathered(most);
    this.#all = new Gathered(most);
  }

  /** Rows, and their places along the components. */
  add({ data, rows }: DoubleMatrix, placed: Float64Array): void {
    const { mean, components, scales } = this.#axes;
    const [width, count] = [mean.length, components.length];
    const [lost, all] = [new Float64Array(rows), new Float64Array(rows)];
    const rebuilt = new Float64Array(width);
    for (let row = 0; row < rows; row += 1) {
      rebuilt.set(mean);
      for (let k = 0; k < count; k += 1) {
        const by = (placed[row * count + k] as number) * (scales[k] as number);
        const component = components[k] as Float64Array;
        for (let j = 0; j < width; j += 1) rebuilt[j] = (rebuilt[j] as number) + by * (component[j] as number);
      }
      for (let j = 0; j < width; j += 1) {
        const value = data[row * width + j] as number;
        lost[row] = (lost[row] as number) + (value - (rebuilt[j] as number)) ** 2;
        all[row] = (all[row] as number) + (value - (mean[j] as number)) ** 2;
      }
    }
    this.#lost.add(lost);
    this.#all.add(all);
  }

  under(): (counts: Counts) => { explained_variance_ratio: number; reconstruction_mse: number } {
    const width = this.#axes.mean.length;
    const [unexplained, spread] = [meanOf(this.#lost.values), meanOf(this.#all.values)];
    return (counts) => ({
      explained_variance_ratio: 1 - unexplained(counts) / spread(counts),
      reconstruction_mse: unexplained(counts) / width,
    });
  }
}
