import assert from "node:assert/strict";
import fc from "fast-check";
import type { Frame } from "../../src/engine/data/column.ts";
import { applyRecipe } from "../../src/engine/recipe/apply.ts";
import { fitRecipe } from "../../src/engine/recipe/fit.ts";
import type { FittedRecipe } from "../../src/engine/recipe/fitted.ts";
import { toMatrix } from "../../src/engine/recipe/matrix.ts";
import { column, frameOf, rowsOf, steps } from "./frames.ts";

const recipe = steps(
  { step: "drop-missing", columns: ["must"] },
  { step: "date-parts", columns: "date", parts: ["year", "month_cyclic", "is_weekend"] },
  { step: "fill-missing", columns: "number", strategy: "median" },
  { step: "fill-missing", columns: ["color"], strategy: "mode" },
  { step: "standard-scale", columns: ["size", "must"] },
  { step: "min-max-scale", columns: ["when_year"] },
  { step: "ordinal-encode", columns: ["grade"] },
  { step: "fill-missing", columns: ["grade"], strategy: "constant", value: -2 },
  { step: "one-hot-encode", columns: ["color", "note"], maxCategories: 3 },
);

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 4 });
const label = fc.constantFrom("red", "green", "blue", "missing", "other", "é", "");
const row = fc.record({
  size: maybe(fc.double({ noNaN: true, min: -1e6, max: 1e6 })),
  must: maybe(fc.integer({ min: -5, max: 5 })),
  color: maybe(label),
  grade: maybe(fc.constantFrom("a", "b", "c")),
  note: maybe(label),
  when: maybe(fc.integer({ min: -1e12, max: 2e12 })),
});
const KINDS = { size: "number", must: "number", color: "category", grade: "category", note: "text", when: "date" } as const;
type Row = typeof row extends fc.Arbitrary<infer R> ? R : never;

const full: Row = { size: 1, must: 1, color: "red", grade: "a", note: "blue", when: 0 };
/** At least one value in every column. */
const table = fc.array(row, { maxLength: 25 }).map((list) => [full, ...list]);

const frame = (list: readonly Row[]): Frame =>
  frameOf(
    ...Object.entries(KINDS).map(([name, kind]) =>
      column(
        name,
        kind,
        list.map((one) => one[name as keyof Row]),
      ),
    ),
  );

describe("a fitted recipe", () => {
  it("gives each row the same values alone as in a batch, on random frames", () => {
    fc.assert(
      fc.property(table, table, (train, others) => {
        const fitted = throughJson(fitRecipe(recipe, frame(train)));
        const batch = applyRecipe(fitted, frame(others));
        const whole = toMatrix(batch);
        const alone = others.flatMap((_, at) => [...toMatrix(applyRecipe(fitted, rowsOf(frame(others), [at]))).data]);
        assert.deepEqual([...whole.data], alone);
        assert.deepEqual(
          [...batch.kept],
          [...others.keys()].filter((at) => others[at]?.must !== null),
        );
      }),
      { numRuns: 150 },
    );
  });
});

const throughJson = (fitted: FittedRecipe): FittedRecipe => JSON.parse(JSON.stringify(fitted));
