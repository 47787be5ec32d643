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

  it("may begin with a byte order mark, which counts as no column", () => {
    assert.deepEqual(parseExperiment(`\uFEFF${GOOD}`, "a").problems, []);
    assert.equal(problemOf(`\uFEFF{ "data": 3 }`).at, "1:11");
  });

  it("is refused at its first sign where it is no JSON at all, with what it may look like", () => {
    for (const text of ["", " \n", "data: rows.csv\ntarget: y\n", '{\0"\0d\0', "\uFFFD\uFFFD{\0}\0"]) {
      const { code, remedy, at } = problemOf(text);
      assert.deepEqual([code, at], ["experiment-not-json", "1:1"], text);
      assert.match(remedy, /\{ "data"|UTF-8/);
    }
    assert.deepEqual([problemOf("{\n'data': 'a'}").code, problemOf("{\n'data': 'a'}").at], ["experiment-not-json", "2:1"]);
  });

  it("has no key twice", () => {
    const { code, at } = problemOf(GOOD.replace(`"algorithm": "mlp"`, `"algorithm": "mlp", "hidden": [3],\n"hidden": [4]`));
    assert.deepEqual([code, at], ["experiment-duplicate-key", "8:1"]);
    assert.equal(problemOf(GOOD.replace(`"model"`, `"data": "b.csv", "modle"`)).code, "experiment-duplicate-key");
  });

  for (const [what, change, expected] of [
    ["a list where one is named", `"exclude": "a"`, ["experiment-invalid-value", "exclude", /\["a"\]/]],
    [
      "columns",
      `"recipe": [{ "step": "standard-scale" }]`,
      ["experiment-missing-key", "recipe[0]", /a list.*"number", "category".*by name/],
    ],
    [
      "columns of a type",
      `"recipe": [{ "step": "clip-outliers", "columns": 5 }]`,
      ["experiment-invalid-value", "recipe[0].columns", /"number"/],
    ],
    ["names", `"recipe": [{ "step": "round", "columns": ["a", 3] }]`, ["experiment-invalid-value", "recipe[0].columns[1]", /text/]],
    [
      "some columns",
      `"recipe": [{ "step": "round", "columns": [] }]`,
      ["experiment-invalid-value", "recipe[0].columns", /at least 1 entry/],
    ],
    ["a step's name", `"recipe": [{ "columns": "all" }]`, ["experiment-unknown-name", "recipe[0].step", /standard-scale/]],
    ["a step", `"recipe": ["standard-scale"]`, ["experiment-invalid-value", "recipe[0]", /\{ "step": "standard-scale" \}/]],
    ["one of some words", `"split": { "method": "randm" }`, ["experiment-invalid-value", "split.method", /"random"\?.*"stratified"/]],
    ["settings of a split", `"split": { "ratios": [1] }`, ["experiment-unknown-key", "split.ratios", /validation, test/]],
    [
      "settings within settings",
      `"report": { "costs": { "falsPositive": 1 } }`,
      ["experiment-unknown-key", "report.costs.falsPositive", /"falsePositive"/],
    ],
    ["a gate", `"gates": [{ "metric": "auc" }]`, ["experiment-missing-key", "gates[0]", /"better_than".*champion/]],
    [
      "false or settings",
      `"training": { "earlyStopping": true }`,
      ["experiment-invalid-value", "training.earlyStopping", /false, or an object/],
    ],
    ["a whole number", `"training": { "batchSize": 1.5 }`, ["experiment-invalid-value", "training.batchSize", /whole/]],
    ["a size", `"training": { "memory": "lots" }`, ["experiment-invalid-value", "training.memory", /512 MB/]],
    ["a text", `"description": null`, ["experiment-invalid-value", "description", /text in double quotes/]],
  ] as const)
    it(`says that ${what} should be there, and where`, () => {
      const text = change.startsWith(`"recipe"`)
        ? GOOD.replace(/"recipe": .*\],/, `${change},`)
        : GOOD.replace(`"model"`, `${change},\n  "model"`);
      const { code, place, remedy, message } = problemOf(text);
      assert.deepEqual([code, place.field], expected.slice(0, 2));
      assert.match(remedy, expected[2]);
      assert.doesNotMatch(`${message} ${remedy}`, /undefined|nothing|invalid|expected/i);
    });

  it("has an algorithm in an object", () => {
    assert.match(problemOf(GOOD.replace(`{ "algorithm": "mlp" }`, `"mlp"`)).remedy, /\{ "algorithm": "mlp" \}/);
    assert.equal(problemOf(GOOD.replace(`{ "algorithm": "mlp" }`, "{}")).place.field, "model.algorithm");
    assert.equal(problemOf(GOOD.replace(`"task": "multiclass",`, "")).code, "experiment-missing-key");
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
