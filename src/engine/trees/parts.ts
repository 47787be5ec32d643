import { applyBins, type Binning, type Feature } from "./bins.ts";
import { addPredictions, type Tree } from "./tree.ts";
import type { Workspace } from "./workspace.ts";

/** Some rows to learn from. */
export interface TreePart {
  rows: number;
  features: readonly Feature[];
  /** Index of the class, or the value. */
  targets: Float64Array;
  /** What each row counts for; null: all the same. */
  weights: Float64Array | null;
}

/** Rows that are read in parts, always in the same order. */
export type TreeParts = () => AsyncIterable<TreePart>;

/** Bins rows as they are read, one set of them after another: a byte a value is all that stays of them. */
export async function fillParts(
  space: Pick<Workspace, "groups" | "targets" | "weights">,
  binnings: readonly Binning[],
  sets: readonly TreeParts[],
): Promise<void> {
  let at = 0;
  for (const parts of sets) {
    for await (const { rows, features, targets, weights } of parts()) {
      for (const [i, binning] of binnings.entries())
        applyBins(binning, features[i] as Feature, space.groups[i >> 2] as Uint8Array, { at: 4 * at + (i & 3), stride: 4 });
      space.targets.set(targets, at);
      if (weights) space.weights.set(weights, at);
      at += rows;
    }
  }
}

/** Adds to the scores what trees say that were grown before. */
export async function addGrown(scores: Float64Array, width: number, grown: readonly Tree[], sets: readonly TreeParts[]): Promise<void> {
  if (grown.length === 0) return;
  let at = 0;
  for (const parts of sets) {
    for await (const { rows, features } of parts()) {
      const own = scores.subarray(at * width, (at + rows) * width);
      for (const [i, tree] of grown.entries()) addPredictions(tree, features, rows, own, { stride: width, at: i % width });
      at += rows;
    }
  }
}
