import type { Predictions } from "../model/algorithm.ts";
import { encodeRows, type TreeFeature, type TreeRows } from "../trees/features.ts";
import { addPredictions, type Tree } from "../trees/tree.ts";

/** What a forest is made of. */
export interface Forest {
  task: "binary" | "multiclass" | "regression";
  /** Added to what the trees say: the mean of a regression's target. */
  base: number;
  features: TreeFeature[];
  trees: Tree[];
}

/** The mean of what the trees say: values, or the shares of the classes in their leaves. */
export function predictForest({ task, base, features, trees }: Forest, rows: TreeRows): Predictions {
  const width = trees[0]?.width ?? 1;
  const sums = new Float64Array(rows.rows * width);
  const encoded = encodeRows(features, rows);
  for (const tree of trees) addPredictions(tree, encoded, rows.rows, sums, { stride: width });
  const means = sums.map((sum) => base + sum / trees.length);
  if (task !== "binary") return { values: means, width };
  return { values: Float64Array.from({ length: 2 * means.length }, (_, i) => probability(means[i >> 1] as number, i % 2)), width: 2 };
}

const probability = (second: number, which: number): number => (which === 1 ? second : 1 - second);
