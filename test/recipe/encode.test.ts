import assert from "node:assert/strict";
import fc from "fast-check";
import type { Column } from "../../src/engine/data/column.ts";
import { applyRecipe } from "../../src/engine/recipe/apply.ts";
import { assignFolds } from "../../src/engine/recipe/encode/folds.ts";
import { fitRecipe, learnRecipe } from "../../src/engine/recipe/fit.ts";
import { labelAt } from "../../src/engine/recipe/values.ts";
import { assertClose } from "../evaluate/close.ts";
import { facts } from "./facts.ts";
import { column, frameOf, steps } from "./frames.ts";

const train = column("c", "category", ["a", "a", "b", "b", "b", "z"]);
const target = column("y", "number", [1, 2, 5, 6, 7, 20]);
const encode = (step: object, later: Column, given: Column = train) => {
  const recipe = fitRecipe(steps({ columns: ["c"], ...step }), frameOf(given), { target });
  return Object.fromEntries(applyRecipe(recipe, frameOf(later)).columns.map((one) => [one.name, labelAt(one, 0)]));
};
const unseen = column("c", "category", ["new"]);

describe("what encoders do with a category that training never saw", () => {
  it("an error names column and row", () => {
    const later = column("c", "category", ["a", "b", "new"]);
    for (const step of ["one-hot-encode", "ordinal-encode", "target-encode", "frequency-encode", "multi-label-binarise"])
      assert.throws(() => encode({ step, unseen: "error" }, later), facts("value-unseen", { field: "c", row: 3 }), step);
  });

  it("ignored, it is nothing in particular", () => {
    assert.deepEqual(encode({ step: "one-hot-encode" }, unseen), { c_a: "0", c_b: "0", c_z: "0" });
    assert.deepEqual(encode({ step: "ordinal-encode" }, unseen), { c: "-1" });
    assert.deepEqual(encode({ step: "frequency-encode" }, unseen), { c: "0" });
    assert.deepEqual(encode({ step: "multi-label-binarise" }, unseen), { c_a: "0", c_b: "0", c_z: "0" });
    assertClose(Number(encode({ step: "target-encode" }, unseen).c), 41 / 6, "the mean of the target");
  });

  it("bucketed, it is one of the rare", () => {
    const bucket = { unseen: "bucket" };
    assert.deepEqual(encode({ step: "one-hot-encode", maxCategories: 2, ...bucket }, unseen), { c_b: "0", c_other: "1" });
    assert.deepEqual(encode({ step: "one-hot-encode", ...bucket }, unseen), { c_a: "0", c_b: "0", c_z: "0", c_other: "1" });
    assert.deepEqual(encode({ step: "ordinal-encode", ...bucket }, unseen), { c: "3" });
    assert.deepEqual(encode({ step: "multi-label-binarise", maxLabels: 1, ...bucket }, unseen), { c_b: "0", c_other: "1" });
  });

  it("a category that is dropped is not unseen", () => {
    assert.deepEqual(encode({ step: "one-hot-encode", drop: "first", unseen: "error" }, column("c", "category", ["a"])), {
      c_b: "0",
      c_z: "0",
    });
  });

  it("outside the order given is unseen, in training too", () => {
    const order = { step: "ordinal-encode", order: ["b", "a"], unseen: "error" };
    const learn = () => learnRecipe(steps({ columns: ["c"], ...order }), frameOf(train));
    assert.throws(learn, facts("value-unseen", { field: "c", row: 6 }));
  });
});

describe("target-encode", () => {
  const rows = fc.array(fc.record({ c: fc.constantFrom("a", "b", null), y: fc.integer({ min: -9, max: 9 }) }), {
    minLength: 2,
    maxLength: 30,
  });
  const encoded = (list: { c: string | null; y: number }[], smoothing: "auto" | number, seed = 5): Float64Array => {
    const given = frameOf(
      column(
        "c",
        "category",
        list.map(({ c }) => c),
      ),
    );
    const truth = column(
      "y",
      "number",
      list.map(({ y }) => y),
    );
    const { training } = learnRecipe(steps({ step: "target-encode", columns: ["c"], smoothing }), given, { target: truth, seed });
    return (training.columns[0] as { values: Float64Array }).values;
  };

  it("never lets a training row see its own target", () => {
    fc.assert(
      fc.property(rows, fc.nat(29), fc.constantFrom("auto" as const, 0, 4), (list, place, smoothing) => {
        const row = place % list.length;
        const changed = list.map((one, i) => (i === row ? { ...one, y: one.y + 1000 } : one));
        assert.equal(encoded(changed, smoothing)[row], encoded(list, smoothing)[row]);
      }),
    );
  });

  it("is finite for every training row, and the same for the same seed", () => {
    fc.assert(
      fc.property(rows, fc.constantFrom("auto" as const, 0, 4), fc.nat(99), (list, smoothing, seed) => {
        const values = encoded(list, smoothing, seed);
        assert.ok(values.every(Number.isFinite));
        assert.deepEqual(encoded(list, smoothing, seed), values);
      }),
    );
  });

  it("needs a target", () => {
    const fit = () => fitRecipe(steps({ step: "target-encode", columns: ["c"] }), frameOf(train));
    assert.throws(fit, facts("target-needed", { field: "target" }));
  });
});

describe("folds", () => {
  it("are of one size, and share each class evenly", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2), { minLength: 5, maxLength: 60 }), fc.integer({ min: 2, max: 5 }), fc.nat(), (list, folds, seed) => {
        const classes = Int32Array.from(list);
        const counts = (of?: number) =>
          Array.from({ length: folds }, (_, fold) =>
            assignFolds(list.length, { folds, seed, classes }).reduce(
              (sum, own, row) => sum + Number(own === fold && (of === undefined || classes[row] === of)),
              0,
            ),
          );
        for (const found of [counts(), counts(0), counts(1), counts(2)])
          assert.ok(Math.max(...found) - Math.min(...found) <= 1, String(found));
      }),
    );
  });
});
