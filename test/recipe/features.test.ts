import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Column } from "../../src/engine/data/column.ts";
import { applyRecipe } from "../../src/engine/recipe/apply.ts";
import { learnRecipe } from "../../src/engine/recipe/fit.ts";
import { FIXTURES } from "../support/paths.ts";
import { assertCells, type Cells, frameFrom, type Given } from "./cells.ts";
import { steps } from "./frames.ts";

interface Case {
  name: string;
  step: { step: string };
  train: Given[];
  test: Given[];
  /** New columns by name: of the rows to come, and of the training rows. */
  applied: Record<string, Cells>;
  training?: Record<string, Cells>;
}

const { cases } = JSON.parse(readFileSync(join(FIXTURES, "recipe", "features.json"), "utf8")) as { cases: Case[] };

/** All that was not there before, and nothing else. */
function assertMade(columns: readonly Column[], given: Given[], expected: Record<string, Cells>): void {
  const made = columns.filter(({ name }) => !given.some((one) => one.name === name));
  assert.deepEqual(
    made.map(({ name }) => name),
    Object.keys(expected),
  );
  for (const found of made) assertCells(found, expected[found.name] as Cells, found.name);
}

describe("made features against pandas, scikit-learn and Keras", () => {
  for (const { name, step, train, test, applied, training } of cases) {
    it(`${step.step}: ${name}`, () => {
      const learnt = learnRecipe(steps(step), frameFrom(train));
      const recipe = JSON.parse(JSON.stringify(learnt.recipe)) as typeof learnt.recipe;
      assertMade(applyRecipe(recipe, frameFrom(test)).columns, test, applied);
      if (training) assertMade(learnt.training.columns, train, training);
    });
  }
});
