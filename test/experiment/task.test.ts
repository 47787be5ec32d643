import assert from "node:assert/strict";
import { draftExperiment } from "../../src/engine/experiment/draft.ts";
import { parseExperiment } from "../../src/engine/experiment/parse.ts";
import type { Profile } from "../../src/protocol/profile.ts";
import { TrainyardError } from "../../src/shared/errors.ts";

const text = (settings: Record<string, unknown>) =>
  JSON.stringify({ data: "a.csv", model: { algorithm: "baseline" }, ...settings }, null, 2);

/** Code, line and column of each error. */
const errorsOf = (settings: Record<string, unknown>) =>
  parseExperiment(text(settings), "a.experiment.json")
    .problems.filter(({ severity }) => severity === "error")
    .map(({ code, place }) => [code, place.line, place.column]);

describe("task and target", () => {
  it("a target is needed by exactly the tasks that predict one", () => {
    assert.deepEqual(errorsOf({ task: "binary", target: "y" }), []);
    assert.deepEqual(errorsOf({ task: "binary" }), [["experiment-missing-key", 6, 11]]);
    const [first] = errorsOf({ task: "clustering", target: "y" });
    assert.deepEqual(first, ["experiment-target-without-use", 7, 13]);
  });

  it("an algorithm that does not do the task is refused where it is named", () => {
    assert.deepEqual(errorsOf({ task: "clustering", model: { algorithm: "mlp" } }), [["experiment-algorithm-unfit", 4, 18]]);
  });

  it("what needs classes, or a target, is refused without", () => {
    const codes = (settings: Record<string, unknown>) => errorsOf({ task: "clustering", ...settings }).map(([code]) => code);
    assert.ok(codes({ split: { method: "stratified" } }).includes("experiment-split-needs-classes"));
    assert.ok(codes({ training: { classWeights: "balanced" } }).includes("experiment-weights-need-classes"));
    assert.ok(codes({ recipe: [{ step: "target-encode", columns: ["a"] }] }).includes("experiment-step-needs-target"));
  });
});

describe("a draft without a target", () => {
  const profile = { file: "/a.csv", rows: 10, columns: [{ name: "a", type: "number", distinct: 10, missing: 0 }] } as unknown as Profile;
  const codeOf = (choices: object) => {
    try {
      draftExperiment({ profile, data: "a.csv", ...choices });
    } catch (error) {
      if (TrainyardError.is(error)) return error.facts.code;
      throw error;
    }
    return null;
  };

  it("needs a task, or an algorithm, that does without", () => {
    assert.equal(codeOf({}), "target-unnamed");
    assert.equal(codeOf({ task: "regression" }), "target-unnamed");
    assert.equal(codeOf({ algorithm: "linear" }), "target-unnamed");
    assert.equal(codeOf({ task: "clustering", algorithm: "linear" }), "algorithm-unfit");
    assert.equal(codeOf({ task: "clustering", target: "a" }), "target-without-use");
  });

  it("proposes an algorithm for the task, or the task of the algorithm, and is an experiment as it stands", () => {
    for (const [choices, task, algorithm] of [
      [{ task: "clustering" }, "clustering", "k-means"],
      [{ algorithm: "pca" }, "dimensionality-reduction", "pca"],
    ] as const) {
      const { text: draft } = draftExperiment({ profile, data: "a.csv", ...choices });
      const { experiment, problems } = parseExperiment(draft, "a.experiment.json");
      assert.deepEqual(problems, []);
      assert.deepEqual([experiment?.task, experiment?.model.algorithm, experiment?.target], [task, algorithm, undefined]);
    }
  });
});
