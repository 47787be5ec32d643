import assert from "node:assert/strict";
import { parseExperiment } from "../../src/engine/experiment/parse.ts";

const text = (split: string, model: string, rest = "") => `{
  "data": "d.csv", "target": "sold", "task": "regression",${rest}
  "split": { ${split} },
  "model": { "algorithm": "forecaster", ${model} }
}`;
const BY_TIME = '"method": "time", "column": "day"';
const problemsOf = (content: string) =>
  parseExperiment(content, "f")
    .problems.filter(({ severity }) => severity === "error")
    .map(({ code, place }) => [code, place.line, place.field]);

describe("the settings of a forecaster", () => {
  it("need a split by its time", () => {
    assert.deepEqual(problemsOf(text(BY_TIME, '"time": "day"')), []);
    assert.deepEqual(problemsOf(text('"method": "column", "column": "part"', '"time": "day"')), []);
    assert.deepEqual(problemsOf(text('"method": "random"', '"time": "day"')), [["experiment-split-not-in-time", 3, "split"]]);
    assert.deepEqual(problemsOf(text('"method": "time", "column": "week"', '"time": "day"')), [
      ["experiment-split-not-in-time", 3, "split.column"],
    ]);
  });

  it("name columns that are there to be used", () => {
    assert.deepEqual(problemsOf(text(BY_TIME, '"time": "day", "known": ["sold"]')), [["experiment-column-needed", 4, "model.known"]]);
    const excluded = text(BY_TIME, '"time": "day", "series": ["shop"]', ' "exclude": ["shop"],');
    assert.deepEqual(problemsOf(excluded), [["experiment-column-needed", 4, "model.series"]]);
  });

  it("lie within their bounds", () => {
    for (const [setting, field] of [
      ['"horizon": 0', "model.horizon"],
      ['"lags": [0]', "model.lags[0]"],
      ['"lags": 0', "model.lags"],
      ['"interval": 1', "model.interval"],
    ] as const)
      assert.equal(problemsOf(text(BY_TIME, `"time": "day", ${setting}`))[0]?.[2], field);
    assert.equal(problemsOf(text(BY_TIME, '"horizon": 2'))[0]?.[0], "experiment-missing-key");
  });
});
