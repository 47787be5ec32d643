import { positions } from "../recipe/values.ts";
import type { Tree } from "../trees/tree.ts";

/** Rows whose predictions are judged while trees are added. */
export interface Judged {
  rows: number;
  /** Adds what a tree says of each row to `into`, but of those whose place in `leaveOut` is not 0. */
  addTo(into: Float64Array, tree: Tree, places: { stride: number; leaveOut: Uint32Array | null }): void;
  /** As the table's: class indices, or values less the base. */
  targets: Float64Array;
}

/** What trees say of rows, added up. */
export class Votes {
  readonly #judged: Judged;
  readonly #width: number;
  readonly #sums: Float64Array;
  readonly #trees: Uint32Array;

  constructor(judged: Judged, width: number) {
    this.#judged = judged;
    this.#width = width;
    this.#sums = new Float64Array(judged.rows * width);
    this.#trees = new Uint32Array(judged.rows);
  }

  /** `drawn`: rows that the tree learnt from have no vote of it. */
  add(tree: Tree, drawn: Uint32Array | null): void {
    const { rows } = this.#judged;
    this.#judged.addTo(this.#sums, tree, { stride: this.#width, leaveOut: drawn });
    for (let row = 0; row < rows; row += 1) if (!drawn || drawn[row] === 0) this.#trees[row] = (this.#trees[row] as number) + 1;
  }

  /**
   * Over the rows with a vote, NaN where there are none: how many they are; of classes the share that is right; of values
   * the mean squared error, and R2 as scikit-learn's `r2_score`.
   */
  worth(isRegression: boolean): { rows: number; acc: number; mse: number; r2: number } {
    const { targets } = this.#judged;
    const voted = positions(this.#judged.rows, (row) => (this.#trees[row] as number) > 0);
    const rows = voted.length;
    const mean = (of: (row: number) => number) => voted.reduce((sum, row) => sum + of(row), 0) / rows;
    if (!isRegression) return { rows, acc: mean((row) => Number(this.#classOf(row) === targets[row])), mse: Number.NaN, r2: Number.NaN };
    const mse = mean((row) => ((targets[row] as number) - (this.#sums[row] as number) / (this.#trees[row] as number)) ** 2);
    const middle = mean((row) => targets[row] as number);
    return { rows, acc: Number.NaN, mse, r2: 1 - mse / mean((row) => ((targets[row] as number) - middle) ** 2) };
  }

  /** The class with most votes, the first of equals. */
  #classOf(row: number): number {
    const at = row * this.#width;
    if (this.#width === 1) return (this.#sums[at] as number) * 2 > (this.#trees[row] as number) ? 1 : 0;
    let best = 0;
    for (let i = 1; i < this.#width; i += 1) if ((this.#sums[at + i] as number) > (this.#sums[at + best] as number)) best = i;
    return best;
  }
}
