import assert from "node:assert/strict";
import type { Frame } from "../../src/engine/data/column.ts";
import { applyRecipe } from "../../src/engine/recipe/apply.ts";
import { fitRecipe } from "../../src/engine/recipe/fit.ts";
import { toMatrix } from "../../src/engine/recipe/matrix.ts";
import { labelAt } from "../../src/engine/recipe/values.ts";
import { facts } from "./facts.ts";
import { column, frameOf, steps } from "./frames.ts";

const names = ({ columns }: Frame) => columns.map(({ name }) => name);
const sizes = frameOf(column("size", "number", [1, 2, 3]), column("color", "category", ["red", "blue", "red"]));
const oneHot = { step: "one-hot-encode", columns: "category" };

describe("fitting a recipe", () => {
  it("keeps columns in place, and puts new ones at the end", () => {
    const frame = frameOf(column("color", "category", ["red", "blue"]), column("size", "number", [1, 2]));
    const fitted = fitRecipe(steps(oneHot, { step: "standard-scale", columns: "number" }), frame);
    assert.deepEqual(fitted.features, ["size", "color_blue", "color_red"]);
    assert.deepEqual(names(applyRecipe(fitted, frame)), fitted.features);
  });

  it("leaves the frame as it was", () => {
    const before = JSON.stringify(sizes);
    fitRecipe(steps(oneHot, { step: "standard-scale", columns: "number" }), sizes);
    assert.equal(JSON.stringify(sizes), before);
  });

  it("skips steps that are switched off, and types that do not occur", () => {
    const fitted = fitRecipe(steps({ ...oneHot, enabled: false }, { step: "date-parts", columns: "date" }), sizes);
    assert.deepEqual(fitted.steps, []);
  });

  it("picks truth values by the selector boolean", () => {
    const frame = frameOf(column("fit", "number", [0, 1, 1]), column("size", "number", [0, 5, 9]));
    const fitted = fitRecipe(steps({ step: "standard-scale", columns: "boolean" }), frame, { booleans: new Set(["fit"]) });
    assert.deepEqual(fitted.steps[0]?.columns, ["fit"]);
  });

  it("learns from rows that earlier steps kept only", () => {
    const frame = frameOf(column("a", "number", [1, 3, 100]), column("b", "number", [1, 1, null]));
    const fitted = fitRecipe(steps({ step: "drop-missing", columns: ["b"] }, { step: "min-max-scale", columns: ["a"] }), frame);
    assert.deepEqual(fitted.steps[1]?.state, { a: { min: 1, range: 2 } });
  });

  it("names a category's column apart from the one for missing or rare values", () => {
    const colors = column("c", "category", ["missing", "missing", null, null, "other", "other", "x", "y"]);
    const fitted = fitRecipe(steps({ ...oneHot, maxCategories: 4 }), frameOf(colors));
    assert.deepEqual(fitted.features, ["c_missing", "c_other", "c_missing_", "c_other_"]);
  });

  it("names a column that does not exist, with the nearest that does", () => {
    const fit = () => fitRecipe(steps(oneHot, { step: "standard-scale", columns: ["sise"] }), sizes);
    assert.throws(fit, facts("column-missing", { field: "recipe.1.columns" }));
    assert.throws(fit, { message: 'There is no column "sise".' });
  });

  it("refuses a column of a kind that the step cannot work on", () => {
    assert.throws(
      () => fitRecipe(steps({ step: "standard-scale", columns: ["color"] }), sizes),
      facts("column-unfit", { field: "recipe.0.columns" }),
    );
    assert.throws(
      () => fitRecipe(steps({ step: "fill-missing", columns: "category" }), sizes),
      facts("column-unfit", { field: "recipe.0.columns" }),
    );
  });

  it("refuses to learn from a column without values", () => {
    const empty = frameOf(column("x", "number", [null, null]));
    for (const step of ["fill-missing", "standard-scale", "min-max-scale"])
      assert.throws(() => fitRecipe(steps({ step, columns: "number" }), empty), facts("column-empty", { field: "x" }));
  });

  it("refuses a text as constant of a number column", () => {
    const fill = steps({ step: "fill-missing", columns: ["size"], strategy: "constant", value: "none" });
    assert.throws(() => fitRecipe(fill, sizes), facts("constant-unfit", { field: "size" }));
  });

  it("fills dates with a date", () => {
    const dates = frameOf(column("d", "date", [5, null]));
    const fill = (value: string) => fitRecipe(steps({ step: "fill-missing", columns: ["d"], strategy: "constant", value }), dates);
    assert.equal(labelAt(applyRecipe(fill("2024-01-31"), dates).columns[0] as never, 1), "2024-01-31T00:00:00.000Z");
    assert.throws(() => fill("soon"), facts("constant-unfit", { field: "d" }));
  });

  it("refuses to make a column of a name that is taken", () => {
    const frame = frameOf(column("color", "category", ["red"]), column("color_red", "number", [1]));
    assert.throws(() => fitRecipe(steps(oneHot), frame), facts("column-name-taken", { field: "color_red" }));
  });

  it("refuses infinities by row", () => {
    const frame = frameOf(column("x", "number", [1, Number.NEGATIVE_INFINITY]));
    assert.throws(() => fitRecipe([], frame), facts("value-infinite", { field: "x", row: 2 }));
  });
});

describe("applying a fitted recipe", () => {
  const fitted = fitRecipe(steps({ step: "fill-missing", columns: "number" }, { ...oneHot, unseen: "error" }), sizes);
  const apply = (...columns: Parameters<typeof frameOf>) => applyRecipe(fitted, frameOf(...columns));

  it("ignores columns that training did not have, in any order", () => {
    const prepared = apply(column("color", "category", ["red"]), column("extra", "text", ["?"]), column("size", "number", [2]));
    assert.deepEqual(names(prepared), ["size", "color_blue", "color_red"]);
  });

  it("names a column that is missing", () => {
    assert.throws(() => apply(column("color", "category", ["red"])), facts("column-missing", { field: "size" }));
  });

  it("reads numbers that came as text, and an empty column, and says which value is no number", () => {
    const color = column("color", "category", ["red", "blue"]);
    const text = apply(column("size", "text", ["7", null]), color);
    assert.equal(labelAt(text.columns[0] as never, 0), "7");
    assert.equal(labelAt(text.columns[0] as never, 1), "2");
    assert.throws(() => apply(column("size", "category", ["7", "big"]), color), facts("value-unfit", { field: "size", row: 2 }));
    assert.throws(() => apply(column("size", "date", [0, 1]), color), facts("value-unfit", { field: "size", row: 1 }));
  });

  it("reads labels that came as numbers", () => {
    const grades = fitRecipe(steps(oneHot), frameOf(column("grade", "category", ["1", "2", "x"])));
    const { columns } = applyRecipe(grades, frameOf(column("grade", "number", [2, 1])));
    assert.deepEqual(
      columns.map((one) => labelAt(one, 0)),
      ["0", "1", "0"],
    );
  });

  it("does with unseen categories what the step says", () => {
    const size = column("size", "number", [1, 1]);
    assert.throws(() => apply(size, column("color", "category", ["red", "pink"])), facts("value-unseen", { field: "color", row: 2 }));
    assert.throws(() => apply(size, column("color", "category", [null, "red"])), facts("value-unseen", { field: "color", row: 1 }));
    const lenient = fitRecipe(steps(oneHot), sizes);
    const { columns } = applyRecipe(lenient, frameOf(size, column("color", "category", ["pink", null])));
    assert.deepEqual(
      columns.slice(1).map((one) => [labelAt(one, 0), labelAt(one, 1)]),
      [
        ["0", "0"],
        ["0", "0"],
      ],
    );
  });

  it("counts rows as they came, not as an earlier step left them", () => {
    const strict = fitRecipe(steps({ step: "drop-missing", columns: ["size"] }, { ...oneHot, unseen: "error" }), sizes);
    const frame = frameOf(column("size", "number", [null, 1, 1]), column("color", "category", ["red", "red", "pink"]));
    assert.throws(() => applyRecipe(strict, frame), facts("value-unseen", { field: "color", row: 3 }));
    const kept = applyRecipe(strict, frameOf(column("size", "number", [null, 1]), column("color", "category", ["red", "red"])));
    assert.deepEqual([...kept.kept], [1]);
  });
});

describe("the matrix of a prepared frame", () => {
  const matrix = (frame: Frame, ...list: object[]) => toMatrix(applyRecipe(fitRecipe(steps(...list), frame), frame));

  it("is row-major", () => {
    const { data, rows, features } = matrix(frameOf(column("a", "number", [1, 2]), column("b", "number", [3, 4])));
    assert.deepEqual([[...data], rows, features], [[1, 3, 2, 4], 2, ["a", "b"]]);
  });

  it("names the column and the row of a missing value", () => {
    const frame = frameOf(column("a", "number", [1, 2]), column("b", "number", [3, null]));
    assert.throws(() => matrix(frame), facts("feature-missing", { field: "b", row: 2 }));
  });

  it("names text and dates that nothing encodes", () => {
    assert.throws(() => matrix(sizes), facts("feature-not-number", { field: "color" }));
    assert.throws(() => matrix(frameOf(column("t", "text", ["x"]))), facts("feature-not-number", { field: "t" }));
    assert.throws(() => matrix(frameOf(column("d", "date", [0]))), /date-parts|after the recipe/);
  });

  it("names values beyond 32 bits", () => {
    assert.throws(() => matrix(frameOf(column("a", "number", [1, 1e39]))), facts("feature-too-large", { field: "a", row: 2 }));
  });

  it("needs a column", () => {
    assert.throws(() => matrix(frameOf()), facts("no-features", { field: "exclude" }));
  });
});
