import assert from "node:assert/strict";
import { experiment } from "../../src/protocol/experiment.schema.ts";
import { recipeStep } from "../../src/protocol/recipe/step.schema.ts";

describe("the schema of steps", () => {
  for (const { shape } of recipeStep.options) {
    const { step, ...options } = shape;
    it(`${step.value} describes each of its options`, () => {
      const silent = Object.entries(options).filter(([, option]) => !option.description);
      assert.deepEqual(
        silent.map(([name]) => name),
        [],
      );
    });
  }

  it("gives a step its defaults, so that a name and columns are enough for most", () => {
    const base = { data: "d.csv", target: "y", task: "regression", model: { algorithm: "linear" } };
    const needMore = recipeStep.options
      .map(({ shape }) => shape.step.value)
      .filter((step) => !experiment.safeParse({ ...base, recipe: [{ step, columns: ["a"] }] }).success);
    const needed = [
      "change-type",
      "date-difference",
      "find-and-replace",
      "formula",
      "group-aggregate",
      "ratio",
      "rename-column",
      "rolling",
    ];
    assert.deepEqual(needMore.sort(), [...needed, "script", "vocabulary-indices"]);
  });
});
