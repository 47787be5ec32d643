import assert from "node:assert/strict";
import { parseExperiment } from "../../src/engine/experiment/parse.ts";

/** Codes of what is said of a split, and where. */
function said(split: object, more: object = {}): [severity: string, code: string, field: string | undefined][] {
  const text = JSON.stringify({ data: "d.csv", target: "y", task: "multiclass", model: { algorithm: "mlp" }, split, ...more });
  return parseExperiment(text, "a.experiment.json").problems.map(({ severity, code, place }) => [severity, code, place.field]);
}

describe("the split of an experiment file", () => {
  it("is accepted in every method", () => {
    for (const split of [
      {},
      { method: "random" },
      { method: "stratified", seed: 0 },
      { method: "column", column: "fold", validation: 0.6, test: 0.6 },
      { method: "time", column: "when", gap: 1.5 },
    ])
      assert.deepEqual(said(split), [], JSON.stringify(split));
    for (const split of [
      { method: "random", key: "id" },
      { method: "stratified", key: ["id", "shop"] },
      { method: "key", key: "id" },
      { method: "group", group: "id", key: "id", stratify: true },
      { method: "group", group: ["id", "shop"] },
    ])
      assert.deepEqual(said(split, { exclude: ["id", "shop"] }), [], JSON.stringify(split));
  });

  it("misses the column to go by", () => {
    for (const method of ["group", "time", "key", "column"])
      assert.deepEqual(said({ method }), [["error", "experiment-missing-key", "split"]], method);
  });

  it("has settings that its method does not use", () => {
    assert.deepEqual(said({ method: "random", group: "g", gap: 1 }), [
      ["warning", "experiment-split-setting-unused", "split.group"],
      ["warning", "experiment-split-setting-unused", "split.gap"],
    ]);
  });

  it("lets a model learn what names the rows", () => {
    assert.deepEqual(said({ method: "group", group: "patient" }), [["warning", "experiment-split-key-is-feature", "split"]]);
    assert.deepEqual(said({ method: "group", group: "patient" }, { exclude: ["patient"] }), []);
    assert.deepEqual(said({ method: "time", column: "when" }), []);
  });

  it("needs classes to be stratified", () => {
    assert.deepEqual(said({ method: "group", group: "g", stratify: true }, { task: "regression", exclude: ["g"] }), [
      ["error", "experiment-split-needs-classes", "split.stratify"],
    ]);
  });

  it("says what is meant where a setting is misspelt", () => {
    const [problem] = parseExperiment(
      '{ "data": "d", "target": "y", "task": "binary", "model": { "algorithm": "mlp" }, "split": { "method": "group", "groups": "g" } }',
      "a",
    ).problems;
    assert.match(problem?.remedy ?? "", /"group"/);
  });
});
