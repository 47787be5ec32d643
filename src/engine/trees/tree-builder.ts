import type { Binning } from "./bins.ts";
import type { Split } from "./split.ts";
import type { Tree } from "./tree.ts";

/** Collects the nodes of a tree while it grows. */
export class TreeBuilder {
  readonly #binnings: readonly Binning[];
  readonly #nodes: { value: number; rows: number; split: Split | null; left: number; right: number }[] = [];

  constructor(binnings: readonly Binning[]) {
    this.#binnings = binnings;
  }

  /** A new leaf; gives its number. */
  add(value: number, rows: number): number {
    return this.#nodes.push({ value, rows, split: null, left: -1, right: -1 }) - 1;
  }

  split(node: number, split: Split, left: number, right: number): void {
    Object.assign(this.#nodes[node] as object, { split, left, right });
  }

  tree(): Tree {
    const nodes = this.#nodes;
    const sets: number[][] = [];
    const set = Int32Array.from(nodes, ({ split }) => (split?.categories ? sets.push(split.categories) - 1 : -1));
    return {
      feature: Int32Array.from(nodes, ({ split }) => split?.feature ?? -1),
      threshold: Float64Array.from(nodes, ({ split }) => (split && !split.categories ? this.#edgeOf(split) : 0)),
      set,
      sets,
      missingLeft: Uint8Array.from(nodes, ({ split }) => (split?.missingLeft ? 1 : 0)),
      left: Int32Array.from(nodes, ({ left }) => left),
      right: Int32Array.from(nodes, ({ right }) => right),
      values: Float64Array.from(nodes, ({ value }) => value),
      width: 1,
      gain: Float64Array.from(nodes, ({ split }) => split?.gain ?? 0),
      rows: Float64Array.from(nodes, ({ rows }) => rows),
    };
  }

  #edgeOf({ feature, bin }: Split): number {
    const binning = this.#binnings[feature];
    // The bin of the greatest numbers: all that is there goes left, missing goes right.
    return binning?.kind === "number" ? (binning.edges[bin] ?? Number.MAX_VALUE) : 0;
  }
}
