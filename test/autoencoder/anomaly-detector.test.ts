import assert from "node:assert/strict";
import { predictRows } from "../../src/engine/model/predict.ts";
import { labelAt } from "../../src/engine/recipe/values.ts";
import { trainOn } from "../train/train-on.ts";
import { blobs, experimentOf, thirds } from "./blobs.ts";

const detecting = (model: object = {}) =>
  experimentOf({
    task: "anomaly-detection",
    model: { algorithm: "anomaly-detector", label: "fraud", contamination: 0.14, hidden: [8], encoding: 1, ...model },
    training: { epochs: 60, learningRate: 0.01 },
  });

describe("the anomaly detector", () => {
  it("finds the rows that do not hang together, and names the column", async () => {
    const trained = await trainOn(detecting(), thirds(blobs(400)));
    const { metrics } = trained.evaluation;
    const columns = await predictRows(trained, blobs(40));
    trained.model.dispose();
    assert.ok((metrics.roc_auc ?? 0) > 0.95, `roc_auc ${metrics.roc_auc}`);
    assert.equal(labelAt(columns[2]!, 6), "b");
  });
});
