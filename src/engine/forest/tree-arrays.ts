import { type Binning, midpoint } from "../trees/bins.ts";
import type { Tree } from "../trees/tree.ts";
import type { Split } from "./split.ts";

/** Collects the nodes of a tree while it grows, array by array: a tree of a forest may have a million of them. */
export class TreeArrays {
  readonly #binnings: readonly Binning[];
  readonly #width: number;
  readonly #feature: number[] = [];
  readonly #threshold: number[] = [];
  readonly #set: number[] = [];
  readonly #sets: number[][] = [];
  readonly #missingLeft: number[] = [];
  readonly #left: number[] = [];
  readonly #right: number[] = [];
  readonly #values: number[] = [];
  readonly #gain: number[] = [];
  readonly #rows: number[] = [];

  constructor(binnings: readonly Binning[], width: number) {
    this.#binnings = binnings;
    this.#width = width;
  }

  /** A new leaf; gives its number. */
  add(values: readonly number[], rows: number): number {
    this.#values.push(...values);
    this.#rows.push(rows);
    this.#threshold.push(0);
    this.#missingLeft.push(0);
    this.#gain.push(0);
    for (const array of [this.#set, this.#left, this.#right]) array.push(-1);
    return this.#feature.push(-1) - 1;
  }

  split(node: number, split: Split): void {
    const { feature, categories, missingLeft, gain } = split;
    const binning = this.#binnings[feature];
    this.#feature[node] = feature;
    this.#gain[node] = gain;
    this.#missingLeft[node] = missingLeft ? 1 : 0;
    if (categories) this.#set[node] = this.#sets.push(categories) - 1;
    else if (binning?.kind === "number") this.#threshold[node] = thresholdOf(binning.edges, split);
  }

  /** Hangs `child` under its parent. */
  hang(parent: number, side: "left" | "right", child: number): void {
    (side === "left" ? this.#left : this.#right)[parent] = child;
  }

  tree(): Tree {
    return {
      feature: Int32Array.from(this.#feature),
      threshold: Float64Array.from(this.#threshold),
      set: Int32Array.from(this.#set),
      sets: this.#sets,
      missingLeft: Uint8Array.from(this.#missingLeft),
      left: Int32Array.from(this.#left),
      right: Int32Array.from(this.#right),
      values: Float64Array.from(this.#values),
      width: this.#width,
      gain: Float64Array.from(this.#gain),
      rows: Float64Array.from(this.#rows),
    };
  }
}

/** Halfway between the two bins of the node, as scikit-learn; where none goes right, all numbers go left and missing goes right. */
function thresholdOf(edges: readonly number[], { bin, above }: Split): number {
  if (above === null) return Number.MAX_VALUE;
  return midpoint(edges[bin] as number, edges[above - 1] as number);
}
