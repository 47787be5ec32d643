import { Block, FOUND } from "./block.ts";
import { squaredDistance } from "./distance.ts";

/** Rounding must not keep a row where it is. */
const SAFE = 1 - 1e-12;

/** What a look at all rows gives. */
export interface Look {
  /** How many rows have another label than before. */
  changed: number;
  /** The sum of the rows' squared distances to their centres. */
  inertia: number;
  /** The sums of each cluster's rows, row-major [clusters, width], and how many they are. */
  sums: Float64Array;
  counts: Float64Array;
}

/**
 * Which centre each row is nearest to, while the centres move: a row that is nearer to its own than any other can have come
 * is not compared again (Hamerly 2010). `x`: row-major [rows, width].
 */
export class Nearest {
  /** For each row its cluster; 0 before the first update. */
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
    this.labels = new Int32Array(rows);
    this.#others = new Float64Array(rows).fill(Number.NEGATIVE_INFINITY);
  }

  /** Takes in where the centres are now, row-major [clusters, width]. */
  update(centres: Float64Array): Look {
    const [labels, others, width] = [this.labels, this.#others, this.#width];
    const clusters = centres.length / width;
    const moves = movesOfOthers(this.#centres ?? centres, centres, width);
    const half = halfGaps(centres, width);
    const block = new Block(centres, width);
    const open = new Int32Array(block.capacity);
    const counts = new Float64Array(clusters);
    let [changed, inertia] = [0, 0];
    for (let from = 0, count = 0; from < this.#rows; from += count) {
      count = block.load(this.#x, from);
      const own = block.toOwn(labels, from);
      let opened = 0;
      for (let i = 0; i < count; i += 1) {
        const label = labels[from + i] as number;
        const far = (others[from + i] as number) - (moves[label] as number);
        others[from + i] = far;
        const safe = Math.max(far, half[label] as number) * SAFE;
        if ((own[i] as number) < safe * safe) inertia += own[i] as number;
        else open[opened++] = i;
      }
      const found = block.nearest(open, opened);
      for (let i = 0, at = 0; i < opened; i += 1, at += FOUND) {
        const [row, nearest] = [from + (open[i] as number), found[at] as number];
        inertia += found[at + 1] as number;
        others[row] = Math.sqrt(found[at + 2] as number);
        if (labels[row] !== nearest) changed += 1;
        labels[row] = nearest;
      }
      block.add(labels, from);
      for (let row = from; row < from + count; row += 1) counts[labels[row] as number] = (counts[labels[row] as number] as number) + 1;
    }
    if (!this.#centres) changed = this.#rows;
    this.#centres = centres;
    return { changed, inertia, sums: block.sums(centres.length), counts };
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
