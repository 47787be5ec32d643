import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { applyRecipe } from "../../src/engine/recipe/apply.ts";
import { toMatrix } from "../../src/engine/recipe/matrix.ts";
import { column, frameOf } from "../recipe/frames.ts";
import { FIXTURES } from "../support/paths.ts";
import { tempDir } from "../support/temp.ts";
import { penguinExperiment } from "../train/penguins.ts";
import { trainOn } from "../train/train-on.ts";

interface Case {
  name: string;
  task: "binary" | "multiclass" | "regression";
  l1: number;
  l2: number;
  y: number[];
  /** Row-major, features x outputs. */
  coefficients: number[];
  predictions: number[];
}

const { x, cases } = JSON.parse(readFileSync(join(FIXTURES, "model", "linear.json"), "utf8")) as { x: number[][]; cases: Case[] };
const features = [0, 1, 2].map((j) =>
  column(
    `x${j}`,
    "number",
    x.map((row) => row[j] as number),
  ),
);

/** Largest distance, relative to the largest expected value. */
const apart = (found: ArrayLike<number>, expected: number[]) => {
  assert.equal(found.length, expected.length);
  return Math.max(...expected.map((value, i) => Math.abs(value - (found[i] as number)))) / Math.max(...expected.map(Math.abs));
};

describe("linear models against scikit-learn", () => {
  for (const { name, task, l1, l2, y, coefficients, predictions } of cases) {
    it(`${name}: converges to the same coefficients`, async () => {
      const frame = frameOf(...features, column("y", "number", y));
      const training = { epochs: 900, batchSize: 90, learningRate: 0.03, earlyStopping: { monitor: "loss", patience: 900 } };
      const experiment = penguinExperiment({ target: "y", task, recipe: [], model: { algorithm: "linear", l1, l2 }, training });
      const { model, recipe, target } = await trainOn(experiment, { train: frame, validation: frame, test: frame });
      const found = await model.predict(toMatrix(applyRecipe(recipe, frame)));
      assert.ok(apart(found.values, predictions) < 1e-3, `predictions ${apart(found.values, predictions)} apart`);

      const directory = tempDir();
      await model.save(directory);
      model.dispose();
      const bytes = Uint8Array.from(readFileSync(join(directory, "group1-shard1of1.bin")));
      const scale = target.task === "regression" ? target.std : 1;
      const kernel = new Float32Array(bytes.buffer).slice(0, coefficients.length).map((weight) => weight * scale);
      assert.ok(apart(kernel, coefficients) < 2e-3, `coefficients ${apart(kernel, coefficients)} apart`);
    });
  }
});
