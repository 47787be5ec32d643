import type { Predictions } from "../model/algorithm.ts";
import { encodeRows, type TreeRows } from "./features.ts";
import type { TreeModel } from "./files.ts";
import { logSumExp } from "./loss.ts";
import { addPredictions } from "./tree.ts";

/** What the trees together say of rows: values, or probabilities of the classes. */
export function predictTrees({ objective, width, base, trees, features }: TreeModel, rows: TreeRows): Predictions {
  const scores = new Float64Array(rows.rows * width);
  for (let i = 0; i < scores.length; i += 1) scores[i] = base[i % width] as number;
  const encoded = encodeRows(features, rows);
  for (const [i, tree] of trees.entries()) addPredictions(tree, encoded, rows.rows, scores, { stride: width, at: i % width });
  if (objective === "regression") return { values: scores, width: 1 };
  return objective === "binary" ? bothClasses(scores) : { values: softmax(scores, width), width };
}

function bothClasses(scores: Float64Array): Predictions {
  const values = new Float64Array(2 * scores.length);
  for (let row = 0; row < scores.length; row += 1) {
    const score = scores[row] as number;
    values[2 * row] = 1 / (1 + Math.exp(score));
    values[2 * row + 1] = 1 / (1 + Math.exp(-score));
  }
  return { values, width: 2 };
}

function softmax(scores: Float64Array, width: number): Float64Array {
  const values = new Float64Array(scores.length);
  for (let at = 0; at < scores.length; at += width) {
    const total = logSumExp(scores, at, width);
    for (let i = at; i < at + width; i += 1) values[i] = Math.exp((scores[i] as number) - total);
  }
  return values;
}
