import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LinearState } from "../../src/engine/linear/state.ts";
import { applyRecipe } from "../../src/engine/recipe/apply.ts";
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
  classWeights?: "balanced";
  x: number[][];
  y: number[];
  coefficients: number[][];
  intercepts: number[];
  predictions: number[];
}

const { cases } = JSON.parse(readFileSync(join(FIXTURES, "model", "linear.json"), "utf8")) as { cases: Case[] };

/** Closed forms, and lasso, to what rounding leaves; what is searched for to what a value that no longer falls can tell. */
const TOLERANCE = { regression: 1e-9, binary: 1e-6, multiclass: 1e-6 };

/** Largest distance, relative to the largest expected value. */
const apart = (found: ArrayLike<number>, expected: number[]) => {
  assert.equal(found.length, expected.length);
  return Math.max(...expected.map((value, i) => Math.abs(value - (found[i] as number)))) / Math.max(...expected.map(Math.abs));
};

const frameFor = ({ x, y }: Case) => {
  const features = (x[0] as number[]).map((_, j) =>
    column(
      `x${j}`,
      "number",
      x.map((row) => row[j] as number),
    ),
  );
  return frameOf(...features, column("y", "number", y));
};

async function trained(given: Case, model: object, training: object) {
  const frame = frameFor(given);
  const experiment = penguinExperiment({ target: "y", task: given.task, recipe: [], model, training });
  const result = await trainOn(experiment, { train: frame, validation: frame, test: frame });
  const predictions = await result.model.predict(result.model.read(applyRecipe(result.recipe, frame)));
  return { ...result, predictions: predictions.values };
}

describe("linear models against scikit-learn", () => {
  for (const given of cases) {
    it(`${given.name}: the same coefficients and predictions`, async () => {
      const { l1, l2, task, classWeights = "none" } = given;
      const model = { algorithm: "linear", l1, l2, tolerance: 1e-12, maxIterations: 100_000 };
      const found = await trained(given, model, { classWeights });
      const directory = tempDir();
      await found.model.save(directory);
      const state = JSON.parse(readFileSync(join(directory, "model.json"), "utf8")) as LinearState;
      const most = TOLERANCE[task];
      const distances = {
        coefficients: apart(state.coefficients.flat(), given.coefficients.flat()),
        intercepts: apart(state.intercepts, given.intercepts),
        predictions: apart(found.predictions, given.predictions),
      };
      for (const [what, distance] of Object.entries(distances)) assert.ok(distance < most, `${what} ${distance} apart`);
      assert.deepEqual(found.notes, []);
      if (l1 > 0) for (const [k, row] of given.coefficients.entries()) assert.deepEqual(zeros(state.coefficients[k]), zeros(row));
    });
  }
});

const zeros = (values: readonly number[] = []) => values.map((value) => Math.abs(value) < 1e-9);

/** On the standardised target, and per square instead of half of it. */
const NETWORKS: Record<string, (given: Case, std: number) => { l1: number; l2: number }> = {
  "logistic regression": ({ l2 }) => ({ l1: 0, l2: l2 / 2 }),
  "softmax regression": ({ l2 }) => ({ l1: 0, l2: l2 / 2 }),
  "least squares": () => ({ l1: 0, l2: 0 }),
  ridge: ({ l2 }) => ({ l1: 0, l2 }),
  lasso: ({ l1 }, std) => ({ l1: (2 * l1) / std, l2: 0 }),
};

describe("networks without hidden layers against scikit-learn", () => {
  for (const given of cases.filter(({ name }) => name in NETWORKS)) {
    it(`${given.name}: converges to the same predictions`, async () => {
      const mean = given.y.reduce((sum, value) => sum + value, 0) / given.y.length;
      const std = Math.sqrt(given.y.reduce((sum, value) => sum + (value - mean) ** 2, 0) / given.y.length);
      const penalties = NETWORKS[given.name]?.(given, std);
      const training = { epochs: 900, batchSize: 90, learningRate: 0.03, earlyStopping: { monitor: "loss", patience: 900 } };
      const found = await trained(given, { algorithm: "mlp", hidden: [], ...penalties }, training);
      found.model.dispose();
      assert.ok(apart(found.predictions, given.predictions) < 1e-3, `predictions ${apart(found.predictions, given.predictions)} apart`);
    });
  }
});
