import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { applyRecipe } from "../../src/engine/recipe/apply.ts";
import { assertClose } from "../evaluate/close.ts";
import { column, frameOf } from "../recipe/frames.ts";
import { FIXTURES } from "../support/paths.ts";
import { tempDir } from "../support/temp.ts";
import { penguinExperiment } from "../train/penguins.ts";
import { trainOn } from "../train/train-on.ts";

interface Case {
  name: string;
  x: number[][];
  asked: number;
  whiten: boolean;
  components: number[][];
  variances: number[];
  ratios: number[];
  mean: number[];
  new: number[][];
  placed: number[][];
  mse: number;
  /** Of every direction. */
  all: number[];
}

const { cases } = JSON.parse(readFileSync(join(FIXTURES, "pca", "pca.json"), "utf8")) as { cases: Case[] };

/** Columns x00, x01... */
const frameFor = (rows: number[][]) =>
  frameOf(
    ...(rows[0] as number[]).map((_, j) =>
      column(
        `x${String(j).padStart(2, "0")}`,
        "number",
        rows.map((row) => row[j] as number),
      ),
    ),
  );

const assertAll = (found: readonly number[], expected: readonly number[], what: string) => {
  assert.equal(found.length, expected.length, what);
  const scale = Math.max(...expected.map(Math.abs));
  for (const [i, value] of expected.entries()) assertClose((found[i] as number) / scale, value / scale, `${what} ${i}`, 1e-9);
};

describe("principal components against scikit-learn", () => {
  for (const given of cases) {
    it(`${given.name}: the same components, variances and places`, async () => {
      const { target: _, ...experiment } = penguinExperiment({
        target: undefined,
        task: "dimensionality-reduction",
        recipe: [],
        model: { algorithm: "pca", components: given.asked, whiten: given.whiten },
      });
      const train = frameFor(given.x);
      const trained = await trainOn(experiment, { train, validation: train, test: frameFor(given.new) });
      const directory = tempDir();
      await trained.model.save(directory);
      const state = JSON.parse(readFileSync(join(directory, "model.json"), "utf8"));
      assertAll(state.components.flat(), given.components.flat(), "component");
      assertAll(state.variances, given.variances, "variance");
      assertAll(state.mean, given.mean, "mean");
      const { model, recipe, evaluation, scores } = trained;
      const { values } = await model.predict(model.read(applyRecipe(recipe, frameFor(given.new))));
      assertAll([...values], given.placed.flat(), "place");
      const { components = [], metrics } = evaluation;
      assertAll(
        components.filter(({ kept }) => kept).map(({ ratio }) => ratio),
        given.ratios,
        "ratio",
      );
      for (const [k, { ratio }] of components.entries()) assertClose(ratio, given.all[k] as number, `ratio ${k}`, 1e-9);
      assert.ok(Math.abs((metrics.reconstruction_mse as number) - given.mse) < 1e-9 * Math.max(1, given.mse));
      const sum = given.ratios.reduce((total, ratio) => total + ratio, 0);
      assertClose(scores.train.explained_variance_ratio, sum, "explained variance of the training rows");
    });
  }
});
