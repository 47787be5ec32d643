import assert from "node:assert/strict";
import { figuresUnder } from "../../src/engine/evaluate/evaluate.ts";
import { forecastFigures } from "../../src/engine/forecast/figures.ts";
import type { SupervisedTarget } from "../../src/engine/model/target.ts";
import { isAverage, METRICS, metricName } from "../../src/protocol/metrics.ts";

describe("the names of figures", () => {
  const classes = (width: number): SupervisedTarget => ({
    task: width === 2 ? "binary" : "multiclass",
    column: "y",
    classes: Array.from({ length: width }, (_, k) => `c${k}`),
    counts: new Array(width).fill(1),
  });
  const of = (target: SupervisedTarget, width: number) => {
    const values = new Float64Array(4 * width).fill(1 / width);
    return Object.keys(figuresUnder({ target, actual: Float64Array.of(0, 1, 0, 1), predictions: { values, width } })(null));
  };

  it("are those that an evaluation holds, and no other", () => {
    assert.deepEqual(of(classes(2), 2).sort(), [...METRICS.binary].sort());
    assert.deepEqual(of(classes(3), 3).sort(), [...METRICS.multiclass].sort());
    const forecast = Object.keys(forecastFigures(Float64Array.of(1, 2), Float64Array.of(1, 2), Float64Array.of(1, 1))(null));
    const regression = of({ task: "regression", column: "y", mean: 0, std: 1 }, 1);
    assert.deepEqual([...new Set([...regression, ...forecast])].sort(), [...METRICS.regression].sort());
  });

  it("may be the ones that people say instead", () => {
    assert.deepEqual(["auc", "pr_auc", "acc", "rmse"].map(metricName), ["roc_auc", "average_precision", "accuracy", "rmse"]);
    assert.deepEqual(METRICS.binary.filter(isAverage).length, 9);
  });
});
