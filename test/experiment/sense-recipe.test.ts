import assert from "node:assert/strict";
import { parseExperiment } from "../../src/engine/experiment/parse.ts";
import type { ExperimentProblem } from "../../src/protocol/experiment.ts";

const problemsOf = (step: object | object[], split: object = {}): ExperimentProblem[] => {
  const recipe = [step].flat();
  const experiment = { data: "d.csv", target: "price", task: "regression", split, recipe, model: { algorithm: "linear" } };
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

  it("have options that can work", () => {
    const code = (step: object) => codes(problemsOf(step))[0];
    assert.equal(code({ step: "fill-missing", columns: "category", strategy: "mean" }), "error column-unfit");
    assert.equal(code({ step: "standard-scale", columns: "text" }), "error column-unfit");
    assert.equal(code({ step: "standard-scale", columns: "boolean" }), undefined);
    assert.equal(code({ step: "clip-outliers", columns: "number", percentiles: [99, 1] }), "error experiment-range-empty");
    assert.equal(code({ step: "min-max-scale", columns: "number", range: [1, 1] }), "error experiment-range-empty");
    assert.equal(code({ step: "rename-column", columns: ["a", "b"], to: "c" }), "error one-column-only");
    assert.equal(code({ step: "find-and-replace", columns: "text", find: "(", regularExpression: true }), "error pattern-invalid");
    assert.equal(code({ step: "find-and-replace", columns: "text", find: "(" }), undefined);
    assert.equal(code({ step: "change-type", columns: ["day"], to: "date", format: "%d.%Q" }), "error date-format-unknown");
    assert.equal(code({ step: "change-type", columns: ["day"], to: "date", format: "100%% %d.%m.%Y" }), undefined);
    assert.equal(code({ step: "fill-missing", columns: "number", strategy: "forward" }), "warning experiment-order-torn");
  });

  it("warn where an earlier step leaves them nothing to work on", () => {
    const encode = { step: "one-hot-encode", columns: "category" };
    const fill = { step: "fill-missing", columns: "category", strategy: "mode" };
    const idle = ["warning experiment-step-idle"];
    assert.deepEqual(codes(problemsOf([encode, fill])), idle);
    assert.deepEqual(problemsOf([encode, fill])[0]?.place.field, "recipe[1].columns");
    assert.deepEqual(codes(problemsOf([fill, encode])), []);
    assert.deepEqual(codes(problemsOf([{ ...encode, enabled: false }, fill])), []);
    assert.deepEqual(codes(problemsOf([encode, { step: "change-type", columns: ["zip"], to: "category" }, fill])), []);
    assert.deepEqual(
      codes(
        problemsOf([
          { step: "date-parts", columns: ["day"] },
          { step: "drop-missing", columns: ["day"] },
        ]),
      ),
      idle,
    );
    assert.deepEqual(
      codes(
        problemsOf([
          { step: "date-parts", columns: ["day"], keep: true },
          { step: "drop-missing", columns: ["day"] },
        ]),
      ),
      [],
    );
    assert.deepEqual(
      codes(
        problemsOf([
          { step: "drop-columns", columns: ["a", "b"] },
          { step: "round", columns: ["c", "b"] },
        ]),
      ),
      idle,
    );
    const renamed = { step: "rename-column", columns: ["a"], to: "b" };
    assert.deepEqual(codes(problemsOf([renamed, { step: "round", columns: ["a"] }])), idle);
    assert.deepEqual(
      codes(problemsOf([renamed, { step: "rename-column", columns: ["b"], to: "a" }, { step: "round", columns: ["a"] }])),
      [],
    );
    assert.deepEqual(
      codes(
        problemsOf([
          { step: "ordinal-encode", columns: ["a"] },
          { step: "round", columns: ["a"] },
        ]),
      ),
      [],
    );
  });
});
