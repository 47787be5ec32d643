import type { Matrix } from "../recipe/matrix.ts";
import type { Random } from "../train/random.ts";

/** How inputs are spoilt before they are to be restored. */
export interface Noise {
  /** Share of the values that are swapped for that of another row in the same column. */
  swap: number;
  /** Share of the values that are set to 0. */
  masking: number;
  /** Standard deviation of what is added to each value. */
  gaussian: number;
}

export const NO_NOISE: Noise = { swap: 0, masking: 0, gaussian: 0 };

/** The rows `order[from..to)` with noise, row-major. The matrix stays as it is. */
export function spoilt(
  { data, rows, features }: Matrix,
  { swap, masking, gaussian }: Noise,
  { order, from, to, random }: { order: Int32Array; from: number; to: number; random: Random },
): Float32Array {
  const width = features.length;
  const values = new Float32Array((to - from) * width);
  for (let i = from; i < to; i += 1) {
    const row = order[i] as number;
    for (let column = 0; column < width; column += 1) {
      let value = data[row * width + column] as number;
      if (swap > 0 && random.next() < swap) value = data[random.below(rows) * width + column] as number;
      if (masking > 0 && random.next() < masking) value = 0;
      if (gaussian > 0) value += gaussian * normal(random);
      values[(i - from) * width + column] = value;
    }
  }
  return values;
}

/** Standard normal, by Box and Muller. */
const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
