import { distanceBelow, squaredDistance } from "./distance.ts";

/** Rounding must not keep a row where it is. */
const SAFE = 1 - 1e-12;

/**
 * Which centre each row is nearest to, while the centres move: a row that is nearer to its own than any other can have come
 * is not compared again (Hamerly 2010). `x`: row-major [rows, width].
 */
export class Nearest {
  /** For each row its cluster; -1 before the first update. */
  readonly labels: Int32Array;
  /** For each row no more than its distance to the nearest centre but its own. */
  readonly #others: Float64Array;
  readonly #x: Float64Array;
  readonly #rows: number;
  readonly #width: number;
  #centres: Float64Array | null = null;

  constructor(x: Float64Array, rows: number, width: number) {
    this.#x = x;
    this.#rows = rows;
    this.#width = width;
    this.labels = new Int32Array(rows).fill(-1);
    this.#others = new Float64Array(rows);
  }

  /** Takes in where the centres are now; says how many labels are others, and the sum of squared distances. */
  update(centres: Float64Array): { changed: number; inertia: number } {
    const [labels, others, x, width] = [this.labels, this.#others, this.#x, this.#width];
    const clusters = centres.length / width;
    const moves = movesOfOthers(this.#centres ?? centres, centres, width);
    const half = halfGaps(centres, width);
    this.#centres = centres;
    let changed = 0;
    let inertia = 0;
    for (let row = 0; row < this.#rows; row += 1) {
      const start = row * width;
      const label = labels[row] as number;
      if (label >= 0) {
        const own = squaredDistance(x, start, centres, label * width, width);
        const far = (others[row] as number) - (moves[label] as number);
        others[row] = far;
        if (Math.sqrt(own) < Math.max(far, half[label] as number) * SAFE) {
          inertia += own;
          continue;
        }
      }
      let [nearest, least, next] = [0, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
      for (let k = 0; k < clusters; k += 1) {
        const apart = distanceBelow(next, x, start, centres, k * width, width);
        if (apart < least) {
          next = least;
          least = apart;
          nearest = k;
        } else if (apart < next) next = apart;
      }
      inertia += least;
      others[row] = Math.sqrt(next);
      if (label !== nearest) {
        labels[row] = nearest;
        changed += 1;
      }
    }
    return { changed, inertia };
  }
}

/** For each centre the farthest that any other has moved. */
function movesOfOthers(before: Float64Array, after: Float64Array, width: number): Float64Array {
  const moves = Float64Array.from({ length: after.length / width }, (_, k) =>
    Math.sqrt(squaredDistance(before, k * width, after, k * width, width)),
  );
  const [first = 0, second = 0] = moves.slice().sort().reverse();
  return moves.map((move) => (move === first ? second : first));
}

/** For each centre half its distance to the next: a row nearer than that has no nearer one. */
function halfGaps(centres: Float64Array, width: number): Float64Array {
  const clusters = centres.length / width;
  const gaps = new Float64Array(clusters).fill(Number.POSITIVE_INFINITY);
  for (let k = 0; k < clusters; k += 1) {
    for (let other = 0; other < k; other += 1) {
      const gap = Math.sqrt(squaredDistance(centres, k * width, centres, other * width, width)) / 2;
      gaps[k] = Math.min(gap, gaps[k] as number);
      gaps[other] = Math.min(gap, gaps[other] as number);
    }
  }
  return gaps;
}
