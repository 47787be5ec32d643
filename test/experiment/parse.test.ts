import assert from "node:assert/strict";
import { parseExperiment } from "../../src/engine/experiment/parse.ts";

const GOOD = `{
  // a comment
  "data": "penguins.csv",
  "target": "species",
  "task": "multiclass",
  "recipe": [{ "step": "fill-missing", "columns": "number" }],
  "model": { "algorithm": "mlp" },
}`;

const problemOf = (text: string) => {
  const { experiment, problems } = parseExperiment(text, "/w/a.experiment.json");
  assert.equal(experiment, null);
  const [first] = problems;
  assert.ok(first);
  return { ...first, at: `${first.place.line}:${first.place.column}` };
};

describe("experiment file", () => {
  it("is JSON with comments and trailing commas, and gets every default", () => {
    const { experiment, problems } = parseExperiment(GOOD, "a.experiment.json");
    assert.deepEqual(problems, []);
    assert.deepEqual(experiment?.split, { method: "random", validation: 0.15, test: 0.15, seed: 42 });
    assert.deepEqual(experiment?.model, {
      algorithm: "mlp",
      hidden: [64, 32],
      activation: "relu",
      dropout: 0,
      batchNormalization: false,
      l1: 0,
      l2: 0,
    });
    assert.deepEqual(experiment?.training.earlyStopping, { monitor: "val_loss", patience: 10, minDelta: 0, restoreBestWeights: true });
    assert.equal(experiment?.recipe[0]?.enabled, true);
  });

  it("names the line and column of broken JSON", () => {
    const { code, at } = problemOf(`{\n  "data": "a.csv",\n  "target" "y"\n}`);
    assert.equal(code, "experiment-not-json");
    assert.equal(at, "3:12");
  });

  it("is not an empty file", () => {
    assert.match(problemOf("").message, /not valid JSON/);
  });

  it("suggests the key that was meant, at the key", () => {
    const { code, remedy, at } = problemOf(GOOD.replace(`"algorithm": "mlp"`, `"algorithm": "mlp", "hiden": [3]`));
    assert.equal(code, "experiment-unknown-key");
    assert.equal(remedy, 'Did you mean "hidden"?');
    assert.equal(at, "7:34");
  });

  it("says what is wrong with a schedule, and where", () => {
    const withSchedule = (schedule: string) => problemOf(GOOD.replace(`"model"`, `"training": { "schedule": ${schedule} },\n  "model"`));
    const type = withSchedule(`{ "type": "cosine-decy" }`);
    assert.deepEqual([type.code, type.remedy, type.at], ["experiment-unknown-name", 'Did you mean "cosine-decay"?', "7:39"]);
    const key = withSchedule(`{ "type": "cosine-decay", "alfa": 0.1 }`);
    assert.deepEqual([key.code, key.remedy, key.at], ["experiment-unknown-key", 'Did you mean "alpha"?', "7:55"]);
    const range = withSchedule(`{ "type": "reduce-on-plateau", "factor": 2 }`);
    assert.equal(range.at, "7:70");
    const parts = withSchedule(`{ "type": "piecewise-constant-decay", "boundaries": [3, 2], "values": [1, 2, 3] }`);
    assert.match(parts.message, /one more than there are boundaries, which rise/);
  });

  it("suggests the algorithm and the step that were meant", () => {
    const algorithm = problemOf(GOOD.replace(`"mlp"`, `"mpl"`));
    assert.equal(algorithm.remedy, 'Did you mean "mlp"?');
    assert.equal(algorithm.at, "7:27");
    const step = problemOf(GOOD.replace("fill-missing", "fil-missing"));
    assert.equal(step.remedy, 'Did you mean "fill-missing"?');
    assert.equal(step.place.field, "recipe[0].step");
  });

  it("says which key is missing", () => {
    const { code, message } = problemOf(GOOD.replace(`"target": "species",`, ""));
    assert.equal(code, "experiment-missing-key");
    assert.match(message, /"target" is missing/);
  });

  it("gives the bounds of a number out of range", () => {
    const { message, remedy, at } = problemOf(GOOD.replace(`"algorithm": "mlp"`, `"algorithm": "mlp",\n    "dropout": 1.5`));
    assert.match(message, /model\.dropout/);
    assert.equal(remedy, "Give less than 1.");
    assert.equal(at, "8:16");
  });

  it("reports every problem, not the first alone", () => {
    const { problems } = parseExperiment(GOOD.replace(`"mlp"`, `"mlp", "dropout": -1, "hidden": [0]`), "a");
    assert.equal(problems.length, 2);
  });

  it("refuses what is allowed piece by piece and makes no sense together", () => {
    assert.equal(
      problemOf(GOOD.replace(`"recipe"`, `"split": { "validation": 0.5, "test": 0.5 }, "recipe"`)).code,
      "experiment-split-leaves-nothing",
    );
    assert.equal(problemOf(GOOD.replace(`"number"`, `["species"]`)).code, "experiment-recipe-touches-target");
    assert.equal(
      problemOf(GOOD.replace("multiclass", "regression").replace(`"recipe"`, `"split": { "method": "stratified" }, "recipe"`)).code,
      "experiment-split-needs-classes",
    );
    assert.equal(
      problemOf(GOOD.replace(`"model"`, `"training": { "earlyStopping": { "monitor": "val_auc" } }, "model"`)).code,
      "experiment-unknown-series",
    );
    const reporting = (report: object) => GOOD.replace(`"model"`, `"report": ${JSON.stringify(report)}, "model"`);
    assert.equal(problemOf(reporting({ groups: ["island", "species"] })).code, "experiment-report-groups-target");
    const { problems } = parseExperiment(reporting({ costs: { falseNegative: 5 } }).replace("multiclass", "regression"), "e.json");
    assert.deepEqual(
      problems.map(({ severity, code }) => [severity, code]),
      [["warning", "experiment-report-costs-without-classes"]],
    );
  });
});
