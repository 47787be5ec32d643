import assert from "node:assert/strict";
import { parseExperiment } from "../../src/engine/experiment/parse.ts";
import type { ExperimentProblem } from "../../src/protocol/experiment.ts";

const problemsOf = (step: object, split: object = {}): ExperimentProblem[] => {
  const experiment = { data: "d.csv", target: "price", task: "regression", split, recipe: [step], model: { algorithm: "linear" } };
  return parseExperiment(JSON.stringify(experiment, null, 2), "/w/a.experiment.json").problems;
};
const codes = (problems: ExperimentProblem[]) => problems.map(({ code, severity }) => `${severity} ${code}`);

describe("the steps of an experiment file", () => {
  it("are checked for a formula that cannot be read, on its line", () => {
    const [problem] = problemsOf({ step: "formula", name: "made", formula: "size +" });
    assert.equal(problem?.code, "formula-syntax");
    assert.match(problem?.message ?? "", /character 7/);
    assert.equal(problem?.place.line, 10);
  });

  it("leave the target alone, in whatever option it is named", () => {
    const error = ["error experiment-recipe-touches-target"];
    assert.deepEqual(codes(problemsOf({ step: "formula", name: "made", formula: "size / price" })), error);
    assert.deepEqual(codes(problemsOf({ step: "ratio", columns: ["size"], denominator: "price" })), error);
    assert.deepEqual(codes(problemsOf({ step: "group-aggregate", columns: ["size"], by: ["town", "price"] })), error);
    assert.deepEqual(codes(problemsOf({ step: "lag", columns: ["size"], order: "price" }, { method: "time", column: "day" })), error);
    assert.deepEqual(codes(problemsOf({ step: "formula", name: "made", formula: "contains(name, 'price')" })), []);
  });

  it("warn where they look back at rows that a split tears apart", () => {
    for (const step of [{ step: "lag" }, { step: "difference" }, { step: "rolling", window: 3 }, { step: "cumulative" }]) {
      const warned = { ...step, columns: ["size"] };
      assert.deepEqual(codes(problemsOf(warned)), ["warning experiment-order-torn"], step.step);
      assert.deepEqual(codes(problemsOf(warned, { method: "time", column: "day" })), []);
      assert.deepEqual(codes(problemsOf({ ...warned, enabled: false })), []);
    }
    assert.deepEqual(codes(problemsOf({ step: "ratio", columns: ["size"], denominator: "count" })), []);
  });
});
