import assert from "node:assert/strict";
import { parseExperiment } from "../../src/engine/experiment/parse.ts";

const problemsOf = (algorithm: string, training: string) =>
  parseExperiment(
    `{ "data": "a.csv", "target": "y", "task": "binary",\n  "model": { "algorithm": "${algorithm}" },\n  "training": ${training} }`,
    "a.experiment.json",
  ).problems.map(({ severity, code, place: { line, column, field } }) => [severity, code, `${line}:${column}`, field].join(" "));

describe("settings that an algorithm does not heed", () => {
  it("are warned of, each at its place", () => {
    assert.deepEqual(problemsOf("random-forest", '{ "seed": 1, "earlyStopping": { "patience": 3 }, "epochs": 5 }'), [
      "warning experiment-setting-unheeded 3:45 training.earlyStopping",
      "warning experiment-setting-unheeded 3:74 training.epochs",
    ]);
    assert.deepEqual(problemsOf("gradient-boosted-trees", '{ "batchSize": 5 }'), [
      "warning experiment-setting-unheeded 3:30 training.batchSize",
    ]);
  });

  it("are not where they are heeded, defaults, or switch nothing off", () => {
    assert.deepEqual(problemsOf("mlp", '{ "epochs": 5, "batchSize": 3 }'), []);
    assert.deepEqual(problemsOf("random-forest", '{ "seed": 1, "earlyStopping": false, "classWeights": "balanced" }'), []);
    assert.deepEqual(problemsOf("random-forest", "{}"), []);
  });
});
