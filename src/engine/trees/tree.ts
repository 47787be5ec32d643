import type { Feature } from "./bins.ts";

/** A decision tree in flat arrays; node 0 is the root. */
export interface Tree {
  /** Feature that a node asks for; -1: it is a leaf. */
  feature: Int32Array;
  /** Numbers: at most this goes left. Unused for leaves and categories. */
  threshold: Float64Array;
  /** Place of the node's categories in `sets`; -1: it parts numbers. */
  set: Int32Array;
  /** Codes that go left. */
  sets: number[][];
  /** 1: missing goes left, and so do categories that training never saw. */
  missingLeft: Uint8Array;
  left: Int32Array;
  right: Int32Array;
  /** What a leaf says; `width` numbers a node. */
  values: Float64Array;
  width: number;
  /** What the split of a node gained, for importances. */
  gain: Float64Array;
  /** Training rows that came by. */
  rows: Float64Array;
}

/**
 * Adds what the tree says of each row to `into`, row-major `stride` wide, from column `at`. Rows whose place
 * in `leaveOut` is not 0 are passed over.
 */
export function addPredictions(
  tree: Tree,
  features: readonly Feature[],
  rows: number,
  into: Float64Array,
  { stride = 1, at = 0, leaveOut = null }: { stride?: number; at?: number; leaveOut?: Uint32Array | null } = {},
): void {
  const values = features.map((feature) => (feature.kind === "number" ? feature.values : feature.codes));
  const goesLeft = tree.sets.map((set) => new Set(set));
  const { feature, threshold, set, missingLeft, left, right, width } = tree;
  for (let row = 0; row < rows; row += 1) {
    if (leaveOut && leaveOut[row] !== 0) continue;
    let node = 0;
    for (let asked = feature[0] as number; asked >= 0; asked = feature[node] as number) {
      const value = (values[asked] as Float64Array)[row] as number;
      const chosen = set[node] as number;
      const isLeft =
        chosen < 0
          ? Number.isNaN(value)
            ? missingLeft[node] === 1
            : value <= (threshold[node] as number)
          : (goesLeft[chosen] as Set<number>).has(value) || (missingLeft[node] === 1 && value < 0);
      node = (isLeft ? left[node] : right[node]) as number;
    }
    for (let i = 0; i < width; i += 1) {
      const place = row * stride + at + i;
      into[place] = (into[place] as number) + (tree.values[node * width + i] as number);
    }
  }
}
