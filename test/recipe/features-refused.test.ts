import assert from "node:assert/strict";
import type { Frame } from "../../src/engine/data/column.ts";
import { applyRecipe, recall } from "../../src/engine/recipe/apply.ts";
import { fitRecipe } from "../../src/engine/recipe/fit.ts";
import { type ErrorFacts, TrainyardError } from "../../src/shared/errors.ts";
import { column, frameOf, steps } from "./frames.ts";

interface Cells {
  x: (number | null)[];
  y: (number | null)[];
  town: (string | null)[];
  note: (string | null)[];
  when: (number | null)[];
}

const frame = ({ x, y, town, note, when }: Cells): Frame =>
  frameOf(
    column("x", "number", x),
    column("y", "number", y),
    column("town", "category", town),
    column("note", "text", note),
    column("when", "date", when),
  );

const TRAIN: Cells = { x: [1, 2, 3], y: [1, 0, 2], town: ["a", "b", "a"], note: ["the sun", "sea", "the sea"], when: [30, 10, 20] };
const one = (change: Partial<{ [K in keyof Cells]: Cells[K][0] }>): Cells =>
  Object.fromEntries(
    Object.entries({ x: 1, y: 1, town: "a", note: "sun", when: 99, ...change }).map(([name, cell]) => [name, [cell]]),
  ) as never;

function refused(work: () => unknown): ErrorFacts {
  try {
    work();
  } catch (error) {
    if (TrainyardError.is(error)) return error.facts;
    throw error;
  }
  return assert.fail("nothing was refused");
}

/** While it learns from `TRAIN`, or from the training rows given. */
const LEARNING: [step: { step: string; [option: string]: unknown }, code: string, place: object, train?: Partial<Cells>][] = [
  [{ step: "date-parts", columns: ["when"], timeZone: "Moon/Crater" }, "time-zone-unknown", { field: "timeZone" }],
  [{ step: "date-parts", columns: ["x"] }, "column-unfit", { field: "recipe.0.columns" }],
  [{ step: "date-difference", columns: ["when"], since: "town" }, "column-unfit", { field: "town" }],
  [{ step: "date-difference", columns: ["when"], since: "yesterday" }, "column-missing", { field: "recipe.0" }],
  [{ step: "bins", columns: ["x"], edges: [1, 3, 3] }, "edges-not-rising", { field: "edges" }],
  [{ step: "bins", columns: ["x"] }, "column-empty", { field: "x" }, { x: [null, null, null] }],
  [{ step: "ratio", columns: ["x"], denominator: "town" }, "column-unfit", { field: "town" }],
  [{ step: "ratio", columns: ["x"], denominator: "y", whenZero: "error" }, "division-by-zero", { field: "y", row: 2 }],
  [
    { step: "ratio", columns: ["x"], denominator: "y" },
    "result-too-large",
    { field: "x_per_y", row: 3 },
    { x: [1, 1, 1e300], y: [1, 1, 1e-300] },
  ],
  [{ step: "interactions", columns: ["x"] }, "too-few-columns", { field: "columns" }],
  [{ step: "interactions", columns: ["x", "y"] }, "result-too-large", { field: "x_x_y", row: 1 }, { x: [1e200, 1, 1], y: [1e200, 1, 1] }],
  [{ step: "group-aggregate", columns: ["x"], by: ["nowhere"] }, "column-missing", { field: "recipe.0" }],
  [{ step: "lag", columns: ["x"], order: "town" }, "column-unfit", { field: "town" }],
  [{ step: "lag", columns: ["x"], order: "when" }, "order-missing", { field: "when", row: 2 }, { when: [3, null, 1] }],
  [{ step: "difference", columns: ["x"] }, "result-too-large", { field: "x", row: 2 }, { x: [-1.7e308, 1.7e308, 0] }],
  [{ step: "rolling", columns: ["x"], window: 2, minPeriods: 3 }, "min-periods-too-many", { field: "minPeriods" }],
  [{ step: "tf-idf", columns: ["note"], ngrams: [2, 1] }, "ngrams-reversed", { field: "ngrams" }],
  [{ step: "tf-idf", columns: ["note"], minDocuments: 3 }, "vocabulary-empty", { field: "note" }],
  [
    { step: "tf-idf", columns: ["note"], missing: "error" },
    "text-missing",
    { field: "note", row: 3 },
    { note: ["a word", "b word", null] },
  ],
  [{ step: "vocabulary-indices", columns: ["note"], length: 2 }, "vocabulary-empty", { field: "note" }, { note: ["!", null, " "] }],
];

/** Once it has learnt from `TRAIN`: one row that comes later. */
const APPLYING: [step: { step: string; [option: string]: unknown }, row: Cells, code: string, field: string][] = [
  [{ step: "ratio", columns: ["y"], denominator: "x", whenZero: "error" }, one({ x: 0 }), "division-by-zero", "x"],
  [{ step: "group-aggregate", columns: ["x"], by: ["town"], unseen: "error" }, one({ town: "new" }), "group-unseen", "town"],
  [{ step: "group-aggregate", columns: ["x"], by: ["town"], unseen: "error" }, one({ town: null }), "group-unseen", "town"],
  [{ step: "formula", name: "made", formula: "log(x)", invalid: "error" }, one({ x: -1 }), "formula-invalid", "made"],
  [{ step: "lag", columns: ["x"], order: "when" }, one({ when: 29 }), "rows-out-of-order", "when"],
  [{ step: "rolling", columns: ["x"], window: 1, order: "when", by: ["town"] }, one({ when: 9, town: "b" }), "rows-out-of-order", "when"],
  [{ step: "cumulative", columns: ["x"], order: "when" }, one({ when: null }), "order-missing", "when"],
  [{ step: "vocabulary-indices", columns: ["note"], length: 2, unseen: "error" }, one({ note: "the moon" }), "word-unseen", "note"],
  [{ step: "vocabulary-indices", columns: ["note"], length: 2, missing: "error" }, one({ note: null }), "text-missing", "note"],
];

describe("steps that make features", () => {
  for (const [step, code, place, train] of LEARNING) {
    it(`${step.step}: ${code}`, () => {
      const facts = refused(() => fitRecipe(steps(step), frame({ ...TRAIN, ...train })));
      assert.equal(facts.code, code, facts.message);
      assert.deepEqual(facts.place, place);
      assert.ok(facts.remedy.length > 10);
    });
  }

  for (const [step, row, code, field] of APPLYING) {
    it(`${step.step}: ${code} of a row to come`, () => {
      const recipe = fitRecipe(steps(step), frame(TRAIN));
      const facts = refused(() => applyRecipe(recipe, frame(row)));
      assert.equal(facts.code, code, facts.message);
      assert.equal(facts.place?.field, field);
      assert.equal(facts.place?.row, 1);
    });
  }

  it("make no more columns than anyone can use", () => {
    const wide = frameOf(...Array.from({ length: 200 }, (_, i) => column(`c${i}`, "number", [i])));
    assert.equal(refused(() => fitRecipe(steps({ step: "interactions", columns: "number" }), wide)).code, "too-many-columns");
  });

  it("look back within a group only, and remember each group from training", () => {
    const recipe = fitRecipe(steps({ step: "lag", columns: ["x"], by: ["town"], order: "when" }), frame(TRAIN));
    const memory = recall(recipe);
    const lagOf = (row: Cells) => (applyRecipe(recipe, frame(row), memory).columns.at(-1) as { values: Float64Array }).values[0];
    assert.equal(lagOf(one({ x: 7 })), 1); // of town a the row of time 30 is the last
    assert.equal(lagOf(one({ x: 8, town: "b" })), 2);
    assert.equal(lagOf(one({ x: 9 })), 7);
    assert.equal(lagOf(one({ town: "new" })), Number.NaN);
    assert.equal(lagOf(one({ town: null })), Number.NaN);
    const again = recall(recipe);
    assert.equal(
      (applyRecipe(recipe, frame(one({})), again).columns.at(-1) as { values: Float64Array }).values[0],
      1,
      "a memory is its own",
    );
  });
});
