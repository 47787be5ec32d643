import assert from "node:assert/strict";
import { parseExperiment } from "../../src/engine/experiment/parse.ts";

const problemsOf = (change: object) => {
  const text = JSON.stringify({ data: "a.csv", target: "y", task: "binary", model: { algorithm: "baseline" }, ...change }, null, 2);
  return parseExperiment(text, "/a.experiment.json").problems.map(({ severity, code, place }) => `${severity} ${code} ${place.field}`);
};

describe("folds in an experiment file", () => {
  it("follow the split where they do not say otherwise", () => {
    for (const split of [{}, { method: "stratified" }, { method: "time", column: "t" }])
      assert.deepEqual(problemsOf({ split, crossValidation: {} }), []);
    assert.deepEqual(problemsOf({ split: { method: "group", group: "g" }, exclude: ["g"], crossValidation: { folds: 3 } }), []);
  });

  it("make use of the split's columns that the split itself does not", () => {
    assert.deepEqual(problemsOf({ split: { group: "g" }, exclude: ["g"], crossValidation: { method: "group" } }), []);
    assert.deepEqual(problemsOf({ split: { column: "t" }, crossValidation: { method: "time" } }), []);
  });

  it("need what they go by", () => {
    assert.deepEqual(problemsOf({ crossValidation: { method: "group" } }), ["error experiment-missing-key crossValidation.method"]);
    assert.deepEqual(problemsOf({ crossValidation: { method: "time" } }), ["error experiment-missing-key crossValidation.method"]);
    assert.deepEqual(problemsOf({ task: "regression", crossValidation: { method: "stratified" } }), [
      "error experiment-folds-need-classes crossValidation.method",
    ]);
  });

  it("are warned of where they undo what the split takes care of", () => {
    const timed = { split: { method: "time", column: "t" }, crossValidation: { method: "k-fold" } };
    assert.deepEqual(problemsOf(timed), ["warning experiment-folds-leak crossValidation.method"]);
    const grouped = { split: { method: "group", group: "g" }, exclude: ["g"], crossValidation: { method: "stratified" } };
    assert.deepEqual(problemsOf(grouped), ["warning experiment-folds-leak crossValidation.method"]);
    const repeated = { split: { method: "time", column: "t" }, crossValidation: { repeats: 3 } };
    assert.deepEqual(problemsOf(repeated), ["warning experiment-folds-repeat-alike crossValidation.repeats"]);
  });

  it("have settings of their own, and suggestions for a slip", () => {
    assert.deepEqual(problemsOf({ crossValidation: { folds: 1 } }), ["error experiment-invalid-value crossValidation.folds"]);
    const text = `{ "data": "a.csv", "target": "y", "task": "binary", "model": { "algorithm": "baseline" }, "crossValidation": { "fold": 5 } }`;
    const [problem] = parseExperiment(text, "/a.experiment.json").problems;
    assert.equal(problem?.code, "experiment-unknown-key");
    assert.equal(problem?.remedy, 'Did you mean "folds"?');
  });
});
