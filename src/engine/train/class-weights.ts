import type { Experiment } from "../../protocol/experiment.ts";
import type { SupervisedTarget } from "../model/target.ts";
import { unknownClassWeight } from "./errors.ts";

/**
 * A weight for each class; null where all count the same. `balanced` is scikit-learn's n / (classes * count).
 * A class without a weight of its own has 1.
 */
export function classWeights(
  setting: Experiment["training"]["classWeights"],
  classes: readonly string[],
  counts: readonly number[],
): Float32Array | null {
  if (setting === "none") return null;
  if (setting === "balanced") {
    const rows = counts.reduce((sum, count) => sum + count, 0);
    return Float32Array.from(counts, (count) => rows / (counts.length * count));
  }
  const unknown = Object.keys(setting).find((label) => !classes.includes(label));
  if (unknown !== undefined) throw unknownClassWeight(unknown, classes);
  return Float32Array.from(classes, (label) => setting[label] ?? 1);
}

/** What each row counts for, by its class; null where all count the same. */
export function rowWeights(
  setting: Experiment["training"]["classWeights"],
  target: SupervisedTarget,
  y: Float64Array,
): Float64Array | null {
  if (target.task === "regression") return null;
  const weights = classWeights(setting, target.classes, target.counts);
  return weights && y.map((index) => weights[index] as number);
}
