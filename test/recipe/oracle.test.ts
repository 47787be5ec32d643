import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Column } from "../../src/engine/data/column.ts";
import { applyRecipe } from "../../src/engine/recipe/apply.ts";
import { categoriesOf } from "../../src/engine/recipe/categories.ts";
import { encodeOutOfFold } from "../../src/engine/recipe/encode/target-encoding.ts";
import { fitRecipe, learnRecipe } from "../../src/engine/recipe/fit.ts";
import { lookUp } from "../../src/engine/recipe/lookup.ts";
import { TrainyardError } from "../../src/shared/errors.ts";
import { assertClose, assertFigures } from "../evaluate/close.ts";
import { FIXTURES } from "../support/paths.ts";
import { assertCells, type Cells, columnFrom, frameFrom, type Given } from "./cells.ts";
import { steps } from "./frames.ts";

interface Case {
  name: string;
  step: { step: string; smoothing?: "auto" | number };
  train: Given[];
  test: Given[];
  target?: Given;
  /** What becomes of the rows to come, and of the training rows. */
  applied?: Cells[];
  training?: Cells[];
  /** Rows that are kept of the rows to come, and of the training rows. */
  kept?: number[];
  keptInTraining?: number[];
  features?: string[];
  scores?: Record<string, number>;
  folds?: number[];
  outOfFold?: number[][];
  /** Where a search ends where rounding lets it: what is found by it agrees to this only. */
  tolerance?: number;
  /** The power that scikit-learn's search found: with it all values are equal to the usual 1e-9. */
  lambda?: number;
}

const { cases } = JSON.parse(readFileSync(join(FIXTURES, "recipe", "steps.json"), "utf8")) as { cases: Case[] };

function assertColumns(columns: readonly Column[], expected: readonly Cells[], tolerance?: number): void {
  assert.equal(columns.length, expected.length);
  for (const [at, cells] of expected.entries()) assertCells(columns[at] as Column, cells, `column ${at}`, tolerance);
}

describe("recipe steps against pandas, numpy and scikit-learn", () => {
  for (const { name, step, train, test, target, ...expected } of cases) {
    it(`${step.step}: ${name}`, () => {
      const learning = () => learnRecipe(steps(step), frameFrom(train), target && { target: columnFrom(target), seed: 1 });
      if (expected.keptInTraining?.length === 0) {
        assert.throws(learning, (error) => TrainyardError.is(error, "no-rows-left"));
        return;
      }
      const learnt = learning();
      const recipe = JSON.parse(JSON.stringify(learnt.recipe)) as typeof learnt.recipe;
      const applied = applyRecipe(recipe, frameFrom(test));
      if (expected.applied) assertColumns(applied.columns, expected.applied, expected.tolerance);
      if (expected.training) assertColumns(learnt.training.columns, expected.training);
      if (expected.kept) assert.deepEqual([...applied.kept], expected.kept);
      if (expected.keptInTraining) {
        assert.deepEqual([...learnt.training.kept], expected.keptInTraining);
        assert.equal(applied.rows, test[0]?.cells.length, "rows to come are never dropped");
      }
      if (expected.features) assert.deepEqual(recipe.features, expected.features);
      if (expected.scores)
        assertFigures((recipe.steps[0]?.state as { scores: Record<string, number> } | undefined)?.scores ?? {}, expected.scores, name);
    });
  }

  for (const { name, step, train, test, lambda, applied } of cases) {
    if (lambda === undefined || !applied) continue;
    it(`${step.step}: ${name}, with the same power`, () => {
      const recipe = fitRecipe(steps(step), frameFrom(train));
      const state = (recipe.steps[0] as { state: { x: { lambda: number } } }).state.x;
      assertClose(state.lambda, lambda, "the power", 1e-6);
      state.lambda = lambda;
      assertColumns(applyRecipe(recipe, frameFrom(test)).columns, applied);
    });
  }

  for (const { name, step, train, target, folds, outOfFold } of cases.filter(({ folds }) => folds)) {
    it(`${step.step}: ${name}, training rows by the same folds`, () => {
      const given = columnFrom(train[0] as Given);
      const truth = columnFrom(target as Given);
      const categories = categoriesOf(given).map(({ label }) => label);
      const codes = lookUp(given, new Map(categories.map((label, i) => [label, i])), -1);
      const options = {
        categories: categories.length,
        smoothing: step.smoothing ?? "auto",
        folds: Uint8Array.from(folds as number[]),
        count: 4,
      };
      const found = targetsOf(truth).map((values) => encodeOutOfFold(codes, values, options));
      for (const [at, cells] of (outOfFold as number[][]).entries())
        for (const [row, cell] of cells.entries()) assertClose(found[at]?.[row], cell, `class ${at}, row ${row}`);
    });
  }
});

function targetsOf(target: Column): Float64Array[] {
  if (target.kind === "number") return [target.values];
  if (target.kind !== "category") return [];
  const classes = target.levels.length === 2 ? [1] : [...target.levels.keys()];
  return classes.map((wanted) => Float64Array.from(target.codes, (code) => (code === wanted ? 1 : 0)));
}
