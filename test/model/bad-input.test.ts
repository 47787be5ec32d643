import assert from "node:assert/strict";
import type { Frame } from "../../src/engine/data/column.ts";
import type { TrainyardError } from "../../src/shared/errors.ts";
import { column, frameOf } from "../recipe/frames.ts";
import { penguinExperiment } from "../train/penguins.ts";
import { trainOn } from "../train/train-on.ts";

const rejects = (code: string, field: string, experiment: ReturnType<typeof penguinExperiment>, frame: Frame, rest = frame) =>
  assert.rejects(trainOn(experiment, { train: frame, validation: rest, test: rest }), (error: TrainyardError) => {
    assert.equal(error.facts?.code, code, String(error));
    assert.equal(error.facts.place?.field, field);
    assert.equal(error.facts.kind, "input");
    assert.ok(error.facts.remedy.length > 10);
    return true;
  });

const plain = (change: object = {}) => penguinExperiment({ target: "y", recipe: [], model: { algorithm: "mlp", hidden: [] }, ...change });
const x = column("x", "number", [1, 2, 3, 4, 5, 6]);
const labels = (...cells: (string | null)[]) => frameOf(x, column("y", "category", cells));
const numbers = (...cells: (number | null)[]) => frameOf(x, column("y", "number", cells));

describe("before training begins, it is refused that", () => {
  const binary = plain({ task: "binary" });
  const regression = plain({ task: "regression" });
  const good = labels("a", "a", "a", "b", "b", "b");

  it("the target is not there", () => rejects("column-missing", "target", binary, frameOf(x)));
  it("the target is missing everywhere", () => rejects("target-empty", "target", binary, labels(null, null, null, null, null, null)));
  it("the training rows have one class", () => rejects("target-constant", "target", binary, labels("a", "a", "a", "a", "a", null), good));
  it("the value to predict is constant", () => rejects("target-constant", "target", regression, numbers(3, 3, 3, null, 3, 3)));
  it("a binary task has three classes", () => rejects("target-not-binary", "task", binary, labels("a", "a", "b", "b", "c", "c")));
  it("there are more classes than rows can teach", () =>
    rejects("target-too-many-classes", "target", plain(), labels("a", "b", "c", "d", "e", "f")));
  it("a regression's target is text", () => rejects("target-not-number", "target", regression, labels("1", "2", "3", "x", "5", "6")));
  it("the value to predict is beyond 32 bits", () => rejects("target-too-large", "target", regression, numbers(1, 2, 3, 4, 5, 1e39)));
  it("a target is a date", () => rejects("target-not-class", "target", binary, frameOf(x, column("y", "date", [1, 2, 3, 4, 5, 6]))));
  it("no validation row has a class that is known", () =>
    rejects("split-empty", "split.validation", binary, good, labels(null, null, null, "z", "z", "z")));
  it("a feature is text", () =>
    rejects("feature-not-number", "t", binary, frameOf(column("t", "text", [..."abcdef"]), good.columns[1] as never)));
  it("a feature has no value at all", () =>
    rejects("column-empty", "t", binary, frameOf(column("t", "category", Array(6).fill(null)), good.columns[1] as never)));
  it("the recipe drops all rows that are held out", () => {
    const dropping = plain({ task: "binary", recipe: [{ step: "drop-missing", columns: ["x"] }] });
    const holed = frameOf(column("x", "number", Array(6).fill(null)), good.columns[1] as never);
    return rejects("no-rows-left", "recipe", dropping, good, holed);
  });
  it("there is no feature", () => rejects("no-features", "exclude", binary, frameOf(good.columns[1] as never)));
  it("a network would not fit into memory", () => {
    const silly = plain({ task: "binary", model: { algorithm: "mlp", hidden: [65536, 65536] } });
    return rejects("model-too-large", "model.hidden", silly, good);
  });
  it("a class weight is for a class that does not exist", () =>
    rejects("class-weight-unknown", "training.classWeights.c", plain({ task: "binary", training: { classWeights: { c: 2 } } }), good));
  it("early stopping watches a series that is not logged", () =>
    rejects(
      "series-unknown",
      "training.earlyStopping.monitor",
      plain({ task: "binary", training: { earlyStopping: { monitor: "val_f1" } } }),
      good,
    ));

  it("a value is missing, and says in which row of the file, rows without a target counted", async () => {
    const holed = frameOf(column("x", "number", [1, 2, 3, null, 5, 6, 7]), column("y", "category", ["a", null, "a", "b", "b", "a", "b"]));
    const check = (error: TrainyardError) => {
      assert.equal(error.facts.code, "feature-missing");
      assert.deepEqual(error.facts.place, { field: "x", row: 40 });
      return true;
    };
    const rowNumbers = { train: [10, 20, 30, 40, 50, 60, 70], validation: [], test: [] };
    await assert.rejects(trainOn(binary, { train: holed, validation: holed, test: holed }, { rowNumbers }), check);
  });

  it("but tiny data do train", async () => {
    const { evaluation, model } = await trainOn(plain({ task: "binary", training: { epochs: 2 } }), {
      train: good,
      validation: good,
      test: labels("a", "b", null, null, "z", "a"),
    });
    model.dispose();
    assert.equal(evaluation.rows, 3);
    assert.equal(evaluation.skipped, 3);
  });
});
