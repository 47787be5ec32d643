import assert from "node:assert/strict";
import { classWeights } from "../../src/engine/train/class-weights.ts";
import { penguinExperiment } from "./penguins.ts";
import { plane, trainOn } from "./train-on.ts";

describe("class weights", () => {
  it("balances as scikit-learn: n / (classes * count)", () => {
    // compute_class_weight("balanced", classes=["a", "b", "c"], y=["a"] * 6 + ["b"] * 3 + ["c"])
    assert.deepEqual([...(classWeights("balanced", ["a", "b", "c"], [6, 3, 1]) ?? [])], [10 / 18, 10 / 9, 10 / 3].map(Math.fround));
    assert.equal(classWeights("none", ["a"], [1]), null);
  });

  it("takes weights by name, 1 where there is none", () => {
    assert.deepEqual([...(classWeights({ b: 3 }, ["a", "b"], [1, 1]) ?? [])], [1, 3]);
    assert.throws(() => classWeights({ z: 3 }, ["a", "b"], [1, 1]), { code: "class-weight-unknown" });
  });

  it("makes a rare class count", async () => {
    const rare = plane(300, (a, b) => (a + 0.3 * b > 1.9 ? 1 : 0));
    const recall = async (weights: unknown) => {
      const training = { epochs: 8, learningRate: 0.01, earlyStopping: false, classWeights: weights };
      const experiment = penguinExperiment({ target: "y", task: "binary", recipe: [], model: { algorithm: "mlp", hidden: [] }, training });
      const { evaluation, model } = await trainOn(experiment, { train: rare, validation: rare, test: rare });
      model.dispose();
      return evaluation.metrics.recall ?? 0;
    };
    assert.ok((await recall("balanced")) > (await recall("none")) + 0.2);
  });
});
