import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { NumberColumn } from "../../src/engine/data/column.ts";
import { predictRows } from "../../src/engine/model/predict.ts";
import { labelAt } from "../../src/engine/recipe/values.ts";
import { column, frameOf } from "../recipe/frames.ts";
import { FIXTURES } from "../support/paths.ts";
import { trainOn } from "../train/train-on.ts";
import { experimentOf } from "./blobs.ts";

interface Document {
  x: number[][];
  label: number[];
  batchSize: number;
  epochs: number;
  seed: number;
  contamination: number;
  loss: number[];
  scores: number[];
  anomalies: number[];
  contributors: number[][];
  figures: Record<string, number>;
}

const reference = JSON.parse(readFileSync(join(FIXTURES, "autoencoder", "autoencoder.json"), "utf8")) as Document;
const { x, label, batchSize, epochs, seed, contamination } = reference;
const names = ["x0", "x1", "x2", "x3"];
const frame = frameOf(
  ...names.map((name, at) =>
    column(
      name,
      "number",
      x.map((row) => row[at] as number),
    ),
  ),
  column("odd", "number", label),
);

/** 72 steps in 32 bits. */
const near = (found: number, expected: number, what: string) =>
  assert.ok(Math.abs(found - expected) <= 1e-3 * Math.max(0.1, Math.abs(expected)), `${what}: ${found}, not ${expected}`);

describe("an anomaly detector against Keras and scikit-learn", () => {
  it("has the same losses, scores, anomalies, contributors and figures", async () => {
    const model = { algorithm: "anomaly-detector", label: "odd", contamination, hidden: [6], encoding: 2, activation: "tanh" };
    const training = { epochs, batchSize, learningRate: 0.01, shuffle: false, earlyStopping: false, seed };
    const trained = await trainOn(experimentOf({ task: "anomaly-detection", model, training }), {
      train: frame,
      validation: frame,
      test: frame,
    });
    const columns = await predictRows(trained, frame);
    trained.model.dispose();
    for (const [i, loss] of reference.loss.entries()) near(trained.epochs[i]!.figures.loss!, loss, `loss of epoch ${i + 1}`);
    for (const [row, score] of reference.scores.entries()) {
      near((columns[0] as NumberColumn).values[row]!, score, `score of row ${row}`);
      assert.equal(labelAt(columns[1]!, row), String(reference.anomalies[row] === 1));
      assert.deepEqual(
        [2, 3, 4].map((at) => labelAt(columns[at]!, row)),
        reference.contributors[row]!.map((at) => names[at]),
      );
    }
    for (const [name, value] of Object.entries(reference.figures)) near(trained.evaluation.metrics[name]!, value, name);
  });
});
