import type { Predictions } from "../model/algorithm.ts";
import type { SupervisedTarget } from "../model/target.ts";

/**
 * What the simplest model would say of any row: each class with its share of the training rows (so the majority class),
 * or the training mean. scikit-learn's `DummyClassifier(strategy="prior")` and `DummyRegressor`.
 */
export function baselinePredictions(target: SupervisedTarget, rows: number): Predictions {
  if (target.task === "regression") return { values: new Float64Array(rows).fill(target.mean), width: 1 };
  const total = target.counts.reduce((sum, count) => sum + count, 0);
  const width = target.classes.length;
  const values = new Float64Array(rows * width);
  for (let i = 0; i < values.length; i += 1) values[i] = (target.counts[i % width] as number) / total;
  return { values, width };
}
