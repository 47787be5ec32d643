import assert from "node:assert/strict";
import type { Column, Frame } from "../../src/engine/data/column.ts";
import { applyRecipe, recall } from "../../src/engine/recipe/apply.ts";
import { fitRecipe, learnRecipe } from "../../src/engine/recipe/fit.ts";
import { labelAt, rowsOf } from "../../src/engine/recipe/values.ts";
import { learn } from "../../src/engine/train/prepare.ts";
import { experiment } from "../../src/protocol/experiment.schema.ts";
import { facts } from "./facts.ts";
import { column, frameOf, steps } from "./frames.ts";

const cells = ({ columns }: Frame) =>
  Object.fromEntries(columns.map((one) => [one.name, Array.from({ length: rowsOf(one) }, (_, row) => labelAt(one, row))]));
const through = (step: object, train: Column[], later: Column[] = train) => {
  const recipe = fitRecipe(steps(step), frameOf(...train));
  return cells(applyRecipe(JSON.parse(JSON.stringify(recipe)), frameOf(...later)));
};

describe("cleaning steps", () => {
  it("fill-missing forward goes on where training ended, from one batch to the next", () => {
    const x = column("x", "number", [null, 4, null]);
    const recipe = fitRecipe(steps({ step: "fill-missing", columns: ["x"], strategy: "forward" }), frameOf(x));
    const memory = recall(recipe);
    const next = () => cells(applyRecipe(recipe, frameOf(column("x", "number", [null, 9, null])), memory)).x;
    assert.deepEqual(next(), ["4", "9", "9"]);
    assert.deepEqual(next(), ["9", "9", "9"]);
  });

  it("fill-missing forward leaves what comes before the first value", () => {
    const { training } = learnRecipe(
      steps({ step: "fill-missing", columns: "all", strategy: "forward", indicator: true }),
      frameOf(column("c", "category", [null, "b", null])),
    );
    assert.deepEqual(cells(training), { c: [null, "b", "b"], c_missing: ["1", "0", "1"] });
  });

  it("find-and-replace gives up a pattern that takes exponential time, and names the value", () => {
    const slow = { step: "find-and-replace", columns: ["note"], find: "^(a+)+$", regularExpression: true, replace: "x" };
    const notes = column("note", "text", ["fine", null, `${"a".repeat(60)}b`]);
    assert.throws(() => through(slow, [column("note", "text", ["a"])], [notes]), facts("pattern-too-slow", { field: "note", row: 3 }));
    assert.throws(() => through(slow, [notes]), facts("pattern-too-slow", { field: "note", row: 3 }));
  });

  it("find-and-replace refuses what is no regular expression, and a word for a number", () => {
    const note = [column("note", "text", ["a"])];
    const find = { step: "find-and-replace", columns: ["note"], find: "(", regularExpression: true };
    assert.throws(() => through(find, note), facts("pattern-invalid", { field: "find" }));
    assert.deepEqual(through({ ...find, regularExpression: false, wholeCell: false, replace: "" }, [column("note", "text", ["(a("])]), {
      note: ["a"],
    });
    const number = { step: "find-and-replace", columns: ["n"], find: -999, replace: "none" };
    assert.throws(() => through(number, [column("n", "number", [1])]), facts("replacement-unfit", { field: "n" }));
  });

  it("find-and-replace makes a sentinel missing, in numbers and in labels alike", () => {
    const given = [column("n", "number", [-999, 3]), column("c", "category", ["-999", "x"])];
    assert.deepEqual(through({ step: "find-and-replace", columns: "all", find: -999 }, given), { n: [null, "3"], c: [null, "x"] });
  });

  it("change-type names the value that it cannot read", () => {
    const to = { step: "change-type", columns: ["x"], to: "number" };
    assert.throws(() => through(to, [column("x", "text", ["1", null, "soon"])]), facts("value-unreadable", { field: "x", row: 3 }));
    const later = [column("x", "text", ["2", "soon"])];
    assert.throws(() => through(to, [column("x", "text", ["1"])], later), facts("value-unreadable", { field: "x", row: 2 }));
    assert.deepEqual(through({ ...to, unreadable: "missing" }, [column("x", "text", ["1"])], later), { x: ["2", null] });
  });

  it("change-type keeps a column as training had it, whatever comes later", () => {
    const keep = { step: "change-type", columns: ["x"], to: "number", unreadable: "keep" };
    assert.deepEqual(through(keep, [column("x", "text", ["1", "a"])], [column("x", "text", ["2.0"])]), { x: ["2.0"] });
    assert.deepEqual(through(keep, [column("x", "text", ["1"])], [column("x", "text", ["2.0"])]), { x: ["2"] });
    const later = [column("x", "text", ["a"])];
    assert.throws(() => through(keep, [column("x", "text", ["1"])], later), facts("value-unreadable", { field: "x", row: 1 }));
  });

  it("change-type reads truth values and epochs, and nothing else as such", () => {
    const truth = [column("x", "text", ["Yes", "no", "TRUE", "0", null])];
    assert.deepEqual(through({ step: "change-type", columns: ["x"], to: "boolean" }, truth), { x: ["1", "0", "1", "0", null] });
    const two = { step: "change-type", columns: ["x"], to: "boolean" };
    assert.throws(() => through(two, [column("x", "number", [0, 2])]), facts("value-unreadable", { field: "x", row: 2 }));
    const epoch = { step: "change-type", columns: ["x"], to: "date", format: "epoch-seconds" };
    assert.deepEqual(through(epoch, [column("x", "number", [86400])]), { x: ["1970-01-02T00:00:00.000Z"] });
    assert.throws(() => through(epoch, [column("x", "number", [1e15])]), facts("value-unreadable", { field: "x", row: 1 }));
  });

  it("rename-column takes one column, to a free name", () => {
    const two = [column("a", "number", [1]), column("b", "number", [2])];
    const renamed = through({ step: "rename-column", columns: ["a"], to: "c" }, two);
    assert.deepEqual(renamed, { c: ["1"], b: ["2"] });
    assert.deepEqual(Object.keys(renamed), ["c", "b"], "it stays where it was");
    const rename = (columns: string[]) => () => through({ step: "rename-column", columns, to: "b" }, two);
    assert.throws(rename(["a"]), facts("column-name-taken", { field: "b" }));
    assert.throws(rename(["a", "b"]), facts("one-column-only", { field: "b" }));
  });

  it("the selector boolean finds truth values that an earlier step made", () => {
    const recipe = steps(
      { step: "change-type", columns: ["x"], to: "boolean" },
      { step: "rename-column", columns: ["x"], to: "y" },
      { step: "fill-missing", columns: "boolean", strategy: "constant", value: 0 },
    );
    const { training } = learnRecipe(recipe, frameOf(column("x", "text", ["yes", null]), column("n", "number", [null, 1])));
    assert.deepEqual(cells(training), { y: ["1", "0"], n: [null, "1"] });
  });

  it("drop-missing that leaves no training row is an error at the step", () => {
    const learning = () => fitRecipe(steps({ step: "drop-missing", columns: ["x"] }), frameOf(column("x", "number", [null, null])));
    assert.throws(learning, facts("no-rows-left", { field: "recipe.0" }));
  });

  it("fill-missing by a constant needs one", () => {
    const constant = { step: "fill-missing", columns: ["c"], strategy: "constant" };
    assert.throws(() => through(constant, [column("c", "text", ["a"])]), facts("constant-unfit", { field: "c" }));
  });

  it("a column that is left out at once is not asked for later; one that was used is", () => {
    const train = [column("a", "number", [1, 2]), column("b", "number", [5, null]), column("c", "text", ["x", "y"])];
    assert.deepEqual(through({ step: "drop-columns", columns: ["a", "c"] }, train, [column("b", "number", [7])]), { b: ["7"] });
    assert.deepEqual(through({ step: "keep-columns", columns: ["b"] }, train, [column("b", "number", [7])]), { b: ["7"] });
    const used = fitRecipe(
      steps({ step: "drop-missing", columns: ["b"] }, { step: "drop-columns", columns: ["b", "c"] }),
      frameOf(...train),
    );
    assert.deepEqual(
      used.inputs.map(({ name }) => name),
      ["a", "b"],
    );
  });

  it("statistics that no number can hold are refused", () => {
    const huge = frameOf(column("x", "number", [1e308, -1e308, 1e308]));
    const scale = () => fitRecipe(steps({ step: "standard-scale", columns: ["x"] }), huge);
    assert.throws(scale, facts("statistic-infinite", { field: "x" }));
  });
});

describe("rows that do not look like the training's", () => {
  const train = frameOf(column("n", "number", [1, 3]), column("d", "date", [0, 0]), column("c", "category", ["a", "b"]));
  const fill = steps({ step: "fill-missing", columns: "number", strategy: "mean" });
  const later = (lenient: { missingColumn: boolean; wrongType: boolean }, ...given: Column[]) =>
    cells(applyRecipe(fitRecipe(fill, train, { lenient }), frameOf(...given)));
  const [n, d, c] = [column("n", "text", ["7", "x"]), column("d", "text", ["1970-01-02", "never"]), column("c", "number", [2, 2])] as const;

  it("are refused, or read as missing where the recipe says so", () => {
    const none = { missingColumn: false, wrongType: false };
    assert.throws(() => later(none, n, d, c), facts("value-unfit", { field: "n", row: 2 }));
    assert.throws(() => later(none, column("n", "number", [1, 1]), d, c), facts("value-unfit", { field: "d", row: 2 }));
    assert.throws(() => later({ ...none, wrongType: true }, d, c), facts("column-missing", { field: "n" }));
    assert.deepEqual(later({ missingColumn: true, wrongType: true }, n, d), {
      n: ["7", "2"],
      d: ["1970-01-02T00:00:00.000Z", null],
      c: [null, null],
    });
    assert.deepEqual(later({ ...none, wrongType: true }, n, d, c).c, ["2", "2"]);
  });

  it("are what the experiment's inputs say", () => {
    const base = { data: "d.csv", target: "y", task: "regression", model: { algorithm: "linear" } };
    const frame = frameOf(column("n", "number", [1, 2, 4]), column("y", "number", [1, 2, 3]));
    const lenientOf = (inputs: object) => learn(experiment.parse({ ...base, inputs }), frame).recipe.lenient;
    assert.deepEqual(lenientOf({}), { missingColumn: false, wrongType: false });
    assert.deepEqual(lenientOf({ missingColumn: "missing" }), { missingColumn: true, wrongType: false });
    assert.deepEqual(lenientOf({ wrongType: "missing" }), { missingColumn: false, wrongType: true });
  });
});
