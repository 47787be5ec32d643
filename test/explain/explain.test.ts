import assert from "node:assert/strict";
import type { Column, Frame } from "../../src/engine/data/column.ts";
import { penguinExperiment } from "../train/penguins.ts";
import { PENGUIN_SPLITS, plane, trainOn } from "../train/train-on.ts";

const FOREST = { model: { algorithm: "random-forest", trees: 20 } };

describe("an explanation", () => {
  it("comes with every training on a target: figures of real columns, rows by their numbers in the data", async () => {
    const { explanation, splits, evaluation } = await trainOn(penguinExperiment({ ...FOREST, report: { groups: ["island"] } }));
    assert.ok(explanation);
    assert.equal(explanation.rows, splits.test);
    assert.deepEqual(explanation.importance?.columns.map(({ column }) => column).sort(), [
      "bill_depth_mm",
      "bill_length_mm",
      "body_mass_g",
      "flipper_length_mm",
      "island",
      "sex",
    ]);
    assert.equal(explanation.importance?.score, evaluation.metrics.accuracy);
    assert.deepEqual(
      explanation.partialDependence.map(({ column }) => column),
      explanation.importance?.columns.map(({ column }) => column),
    );
    assert.deepEqual(
      explanation.groups.map(({ column, groups }) => [column, groups.reduce((sum, { rows }) => sum + rows, 0)]),
      [["island", splits.test]],
    );
    assert.ok(explanation.worst?.rows.every(({ row }) => row >= 1 && row <= PENGUIN_SPLITS.test.rows));
    assert.ok(
      explanation.worst?.rows.every(({ actual, predicted }) => actual !== predicted),
      "only what is wrong",
    );
    assert.deepEqual(explanation.worst?.columns, ["island", "bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g", "sex"]);
    assert.deepEqual(explanation.notes, []);
  });

  it("is the same for the same seed", async () => {
    const [a, b] = [await trainOn(penguinExperiment(FOREST)), await trainOn(penguinExperiment(FOREST))];
    assert.deepEqual(a.explanation, b.explanation);
  });

  it("groups by a column that the model is not given", async () => {
    const shift: Column = {
      kind: "category",
      name: "shift",
      levels: ["day", "night"],
      codes: Int32Array.from({ length: PENGUIN_SPLITS.test.rows }, (_, row) => row % 2),
    };
    const { explanation, recipe } = await trainOn(penguinExperiment({ ...FOREST, report: { groups: ["shift"] } }), PENGUIN_SPLITS, {
      beside: [shift],
    });
    assert.deepEqual(
      explanation?.groups[0]?.groups.map(({ label }) => label),
      ["day", "night"],
    );
    assert.ok(recipe.inputs.every(({ name }) => name !== "shift"));
    assert.ok(explanation?.importance?.columns.every(({ column }) => column !== "shift"));
  });

  it("calls truth values false and true", async () => {
    const flagged = (frame: Frame): Frame => ({
      ...frame,
      columns: [...frame.columns, { kind: "number", name: "flag", values: Float64Array.from({ length: frame.rows }, (_, row) => row % 2) }],
    });
    const frames = {
      train: flagged(plane(200, (a) => a)),
      validation: flagged(plane(50, (a) => a)),
      test: flagged(plane(60, (a, b) => a + b)),
    };
    const experiment = penguinExperiment({ target: "y", task: "regression", recipe: [], ...FOREST, report: { groups: ["flag"] } });
    const { explanation } = await trainOn(experiment, frames, { booleans: new Set(["flag"]) });
    assert.deepEqual(
      explanation?.groups[0]?.groups.map(({ label }) => label),
      ["false", "true"],
    );
    assert.equal(explanation?.importance?.metric, "rmse");
    assert.equal(explanation?.importance?.columns[0]?.column, "a");
  });

  it("leaves partial dependence out where rows look back, and says so", async () => {
    const recipe = [{ step: "lag", columns: ["a"], periods: [1] }];
    const frames = { train: plane(200, (a) => a), validation: plane(50, (a) => a), test: plane(60, (a) => a) };
    const { explanation } = await trainOn(penguinExperiment({ target: "y", task: "regression", recipe, ...FOREST }), frames);
    assert.deepEqual(explanation?.partialDependence, []);
    assert.match(explanation?.notes.join(" ") ?? "", /looks back/);
    assert.ok(explanation?.importance);
  });

  it("is left out where the experiment says so, and ends early when the run is stopped", async () => {
    assert.equal((await trainOn(penguinExperiment({ ...FOREST, report: { explain: false } }))).explanation, null);
    const controller = new AbortController();
    const stopping = { signal: controller.signal, onPhase: (phase: string) => phase === "explaining" && controller.abort() };
    const { explanation } = await trainOn(penguinExperiment(FOREST), PENGUIN_SPLITS, stopping);
    assert.equal(explanation?.importance, null);
    assert.deepEqual(explanation?.partialDependence, []);
    assert.ok((explanation?.worst?.rows.length ?? 0) > 0);
  });

  it("names what could not be found out instead of losing the training", async () => {
    // b is a + 1 where the data come from: only a shuffled row divides by zero, and a linear model takes no missing value
    const equal = (rows: number): Frame => {
      const a = Float64Array.from({ length: rows }, (_, i) => (i % 7) + 1);
      const column = (name: string, values: Float64Array): Column => ({ kind: "number", name, values });
      return {
        rows,
        columns: [
          column("a", a),
          column(
            "b",
            a.map((one) => one + 1),
          ),
          column(
            "y",
            a.map((one) => one * 2),
          ),
        ],
      };
    };
    const recipe = [{ step: "formula", name: "ratio", formula: "a / (b - a)" }];
    const frames = { train: equal(200), validation: equal(50), test: equal(60) };
    const { explanation } = await trainOn(
      penguinExperiment({ target: "y", task: "regression", recipe, model: { algorithm: "linear" } }),
      frames,
    );
    assert.equal(explanation?.importance, null);
    assert.match(explanation?.notes.join(" ") ?? "", /Importance could not be found: .*ratio/);
    assert.ok(explanation?.segments);
  });
});
