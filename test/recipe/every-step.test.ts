import assert from "node:assert/strict";
import fc from "fast-check";
import type { Column, Frame } from "../../src/engine/data/column.ts";
import { applyRecipe, type Prepared, recall } from "../../src/engine/recipe/apply.ts";
import { type LearntRecipe, learnRecipe } from "../../src/engine/recipe/fit.ts";
import type { FittedRecipe } from "../../src/engine/recipe/fitted.ts";
import { labelAt, rowsOf as lengthOf } from "../../src/engine/recipe/values.ts";
import { allowUserCode } from "../../src/engine/script/user-code.ts";
import { recipeStep } from "../../src/protocol/recipe/step.schema.ts";
import { TrainyardError } from "../../src/shared/errors.ts";
import { FIXTURES } from "../support/paths.ts";
import { OPTIONS } from "./arbitrary/steps.ts";
import { rows, tableOf, trainingRows } from "./arbitrary/table.ts";
import { column, rowsOf, steps } from "./frames.ts";

const NAMES = recipeStep.options.map(({ shape }) => shape.step.value);

describe("every step", () => {
  it("has random options to be tested with", () => {
    assert.deepEqual(Object.keys(OPTIONS).sort(), [...NAMES].sort());
  });

  for (const name of NAMES) {
    it(`${name}: does to rows one by one what it does to all, after a journey through JSON`, () =>
      allowUserCode(FIXTURES, () => {
        let worked = 0;
        const runs = 60;
        fc.assert(
          fc.property(OPTIONS[name] as fc.Arbitrary<object>, trainingRows, rows, targets, (options, train, others, target) => {
            const learnt = learn([{ step: name, ...options }], tableOf(train), targetFor(target, train.length));
            if (!learnt) return;
            worked += 1;
            assertSameAlone(learnt, tableOf(others));
          }),
          { numRuns: runs },
        );
        assert.ok(worked > runs / 10, `the options made sense in ${worked} of ${runs} runs only`);
      }));
  }
});

describe("a recipe of random steps", () => {
  const anyStep = fc
    .constantFrom(...NAMES.filter((name) => name !== "script"))
    .chain((name) => (OPTIONS[name] as fc.Arbitrary<object>).map((options) => ({ step: name, ...options })));

  it("does to rows one by one what it does to all", () => {
    let worked = 0;
    const recipes = fc.array(anyStep, { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(recipes, trainingRows, rows, targets, (list, train, others, target) => {
        const learnt = learn(list, tableOf(train), targetFor(target, train.length));
        if (!learnt) return;
        worked += 1;
        assertSameAlone(learnt, tableOf(others));
      }),
      { numRuns: 400 },
    );
    assert.ok(worked > 40, `${worked} recipes made sense`);
  });
});

/** Through JSON, in a batch and row by row. */
function assertSameAlone(learnt: LearntRecipe, frame: Frame): void {
  const recipe = JSON.parse(JSON.stringify(learnt.recipe)) as FittedRecipe;
  const unchanged = remembered(frame);
  const batch = attempt(() => applyRecipe(recipe, frame));
  unchanged();
  const alone = oneByOne(recipe, frame);
  if (batch instanceof TrainyardError) {
    assertPlaced(batch, alone);
    return;
  }
  assert.deepEqual(names(batch), recipe.features);
  assert.deepEqual(names(learnt.training), recipe.features);
  assert.deepEqual(cells(batch), alone.flat(1));
  assert.deepEqual(cells(applyRecipe(learnt.recipe, frame)), cells(batch));
}

const targets = fc.oneof(
  fc.record({ kind: fc.constant("number" as const), from: fc.constant([0.5, 2, -3]) }),
  fc.record({ kind: fc.constant("category" as const), from: fc.constantFrom(["yes", "no"], ["a", "b", "c"]) }),
);

const targetFor = ({ kind, from }: { kind: "number" | "category"; from: readonly (number | string)[] }, count: number): Column =>
  column(
    "target",
    kind,
    Array.from({ length: count }, (_, i) => from[(i * 7 + (i >> 1)) % from.length] as string),
  );

/** What was learnt; undefined where it was refused, which has to be in our words. The frame stays as it was. */
function learn(list: readonly object[], frame: Frame, target: Column): LearntRecipe | undefined {
  const unchanged = remembered(frame);
  const learnt = attempt(() => learnRecipe(steps(...list), frame, { target, seed: 3 }));
  unchanged();
  if (!(learnt instanceof TrainyardError)) return learnt;
  assert.ok(learnt.facts.place?.field, learnt.message);
  return undefined;
}

/** Each row with the memory that the rows before it left: its cells, or the error it causes. */
function oneByOne(recipe: FittedRecipe, frame: Frame): (string[] | TrainyardError)[][] {
  const memory = recall(recipe);
  return Array.from({ length: frame.rows }, (_, row) => {
    const found = attempt(() => applyRecipe(recipe, rowsOf(frame, [row]), memory));
    return found instanceof TrainyardError ? [found] : cells(found);
  });
}

/** An error names a column and a row, and that row alone is refused too. */
function assertPlaced(error: TrainyardError, alone: (string[] | TrainyardError)[][]): void {
  const { field, row } = error.facts.place ?? {};
  assert.ok(field !== undefined && row !== undefined, `${error.message} has no place`);
  assert.ok(alone[row - 1]?.[0] instanceof TrainyardError, `row ${row} alone is not refused: ${error.message}`);
}

function attempt<T>(work: () => T): T | TrainyardError {
  try {
    return work();
  } catch (error) {
    if (TrainyardError.is(error)) return error;
    throw error;
  }
}

const names = ({ columns }: Frame) => columns.map(({ name }) => name);

/** By rows, as labels; every number in them is missing or finite. */
function cells({ rows, columns }: Prepared): string[][] {
  for (const one of columns) {
    assert.equal(lengthOf(one), rows, one.name);
    if (one.kind === "number")
      assert.ok(!one.values.some((value) => Math.abs(value) === Number.POSITIVE_INFINITY), `${one.name} is infinite`);
  }
  return Array.from({ length: rows }, (_, row) => columns.map((one) => `${kindOf(one)} ${labelAt(one, row)}`));
}

/** Labels may come as a category or as text: what the file is read as depends on how many rows it has. */
const kindOf = ({ kind }: Column) => (kind === "category" ? "text" : kind);

/** To be called afterwards: the frame has to be what it was. */
function remembered(frame: Frame): () => void {
  const copy = structuredClone(frame);
  return () => assert.deepEqual(frame, copy);
}
