import assert from "node:assert/strict";
import { paramsOf } from "../../src/engine/train/params.ts";
import { experiment } from "../../src/protocol/experiment.schema.ts";

const paramsFor = (model: object) => paramsOf(experiment.parse({ data: "a.csv", target: "y", task: "binary", model }));

describe("the parameters of a run", () => {
  it("are all settings of a network", () => {
    const { algorithm, hidden, learningRate, epochs } = paramsFor({ algorithm: "mlp", hidden: [8, 4] });
    assert.deepEqual([algorithm, hidden, learningRate, epochs], ["mlp", "8, 4", 0.001, 100]);
  });

  it("are of trees only what they heed, and their own learning rate", () => {
    const params = paramsFor({ algorithm: "gradient-boosted-trees" });
    assert.deepEqual([params.learningRate, params.seed, params["earlyStopping.patience"]], [0.1, 42, 10]);
    assert.deepEqual([params.epochs, params.optimizer, params.batchSize], [undefined, undefined, undefined]);
    assert.deepEqual(
      Object.keys(paramsFor({ algorithm: "random-forest" })).filter((name) => /^early|^epochs/.test(name)),
      [],
    );
  });
});
