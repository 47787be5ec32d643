import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Ajv, type ValidateFunction } from "ajv";
import { experiment } from "../../src/protocol/experiment.schema.ts";
import { modelTestFile } from "../../src/protocol/modeltest.schema.ts";
import { ROOT } from "../support/paths.ts";
import { tempDir } from "../support/temp.ts";

const GOOD = { data: "penguins.csv", target: "species", task: "multiclass", model: { algorithm: "mlp" } };
const withTraining = (training: object) => ({ ...GOOD, training });
const withStep = (step: object) => ({ ...GOOD, recipe: [step] });

const CASES: [what: string, value: unknown][] = [
  ["the least there can be", GOOD],
  ["a schema of its own", { $schema: "x", description: "d", ...GOOD }],
  ["a linear model", { ...GOOD, model: { algorithm: "linear", l2: 0.1 } }],
  ["hidden layers", { ...GOOD, model: { algorithm: "mlp", hidden: [8, 4], activation: "gelu", dropout: 0.5 } }],
  ["no early stopping", withTraining({ earlyStopping: false })],
  ["patience", withTraining({ earlyStopping: { patience: 3 } })],
  ["class weights by name", withTraining({ classWeights: { a: 1, b: 2.5 } })],
  ["balanced class weights", withTraining({ classWeights: "balanced" })],
  ["a recipe", withStep({ step: "fill-missing", columns: ["a"], strategy: "constant", value: 0 })],
  ["a step switched off", withStep({ step: "standard-scale", columns: "number", enabled: false })],
  ["a formula", withStep({ step: "formula", name: "made", formula: "a / b" })],
  ["a script with options", withStep({ step: "script", columns: ["a"], file: "f.ts", options: { deep: [1, { b: null }] } })],
  ["terms of one to two words", withStep({ step: "tf-idf", columns: ["a"], ngrams: [1, 2] })],
  ["terms of one length only", withStep({ step: "tf-idf", columns: ["a"], ngrams: [1] })],
  ["a formula that works on columns", withStep({ step: "formula", columns: ["a"], name: "made", formula: "a" })],
  ["date parts", withStep({ step: "date-parts", columns: "date", parts: ["year"] })],
  ["nothing", {}],
  ["an array", []],
  ["a text", "penguins.csv"],
  ["no target", { ...GOOD, target: undefined, task: "clustering" }],
  ["an empty target", { ...GOOD, target: "" }],
  ["a misspelt key", { ...GOOD, targets: "x" }],
  ["an unknown task", { ...GOOD, task: "guessing" }],
  ["an unknown algorithm", { ...GOOD, model: { algorithm: "forest" } }],
  ["no algorithm", { ...GOOD, model: {} }],
  ["a setting of another algorithm", { ...GOOD, model: { algorithm: "linear", hidden: [4] } }],
  ["half a unit", { ...GOOD, model: { algorithm: "mlp", hidden: [1.5] } }],
  ["dropout of one", { ...GOOD, model: { algorithm: "mlp", dropout: 1 } }],
  ["no epochs", withTraining({ epochs: 0 })],
  ["epochs as text", withTraining({ epochs: "10" })],
  ["a negative learning rate", withTraining({ learningRate: -1 })],
  ["an unknown optimizer", withTraining({ optimizer: "adamw" })],
  ["early stopping as true", withTraining({ earlyStopping: true })],
  ["a class weight of nothing", withTraining({ classWeights: { a: 0 } })],
  ["a split of everything", { ...GOOD, split: { validation: 1 } }],
  ["an unknown step", withStep({ step: "magic", columns: ["a"] })],
  ["a step without columns", withStep({ step: "standard-scale" })],
  ["no columns", withStep({ step: "standard-scale", columns: [] })],
  ["an unknown kind of column", withStep({ step: "standard-scale", columns: "numbers" })],
  ["an unknown key in a step", withStep({ step: "standard-scale", columns: "number", with: 1 })],
];

describe("experiment.schema.json", () => {
  let accepts: ValidateFunction;
  let text: string;

  before(async () => {
    const directory = tempDir();
    const { writeSchemas } = (await import(pathToFileURL(join(ROOT, "src", "dev", "schema.mjs")).href)) as {
      writeSchemas(directory: string): Promise<void>;
    };
    await writeSchemas(directory);
    text = readFileSync(join(directory, "experiment.schema.json"), "utf8");
    accepts = new Ajv({ strict: false }).compile(JSON.parse(text) as object);
  });

  for (const [what, value] of CASES) {
    const good = experiment.safeParse(value).success;
    it(`${good ? "accepts" : "refuses"} ${what}, as the engine does`, () => {
      assert.equal(accepts(JSON.parse(JSON.stringify(value))), good, JSON.stringify(accepts.errors));
    });
  }

  it("covers both answers", () => {
    const good = CASES.filter(([, value]) => experiment.safeParse(value).success);
    assert.equal(good.length, 15);
  });

  it("is what VS Code reads whole: draft 7, comments allowed, a description at what a user types", () => {
    const schema = JSON.parse(text) as { $schema: string; allowComments: boolean; properties: Record<string, { description?: string }> };
    assert.match(schema.$schema, /draft-07/);
    assert.equal(schema.allowComments, true);
    for (const key of ["data", "target", "task", "exclude", "recipe"]) assert.ok(schema.properties[key]?.description, key);
  });
});

describe("modeltest.schema.json", () => {
  const noise = { test: "stress", name: "n", condition: "noise" };
  const cases: [what: string, value: unknown][] = [
    ["one test", { tests: [noise] }],
    ["rows to draw", { tests: [{ ...noise, rows: { split: "test", where: "a > 1", count: 5 } }] }],
    ["rows of its own", { tests: [{ ...noise, rows: [{ a: 1, b: null, c: "x", d: true }] }] }],
    ["bounds of an output", { tests: [{ test: "minimum-cases", name: "m", cases: [{ row: { a: 1 }, expect: { yes: { min: 0.5 } } }] }] }],
    ["no test", { tests: [] }],
    ["a test without a name", { tests: [{ test: "stress", condition: "noise" }] }],
    ["an unknown kind", { tests: [{ test: "magic", name: "n" }] }],
    ["an unknown condition", { tests: [{ ...noise, condition: "rain" }] }],
    ["a misspelt key", { tests: [{ ...noise, scales: 1 }] }],
    ["an unknown split", { tests: [{ ...noise, rows: { split: "tests" } }] }],
  ];

  it("accepts and refuses what the engine does", async () => {
    const directory = tempDir();
    const { writeSchemas } = (await import(pathToFileURL(join(ROOT, "src", "dev", "schema.mjs")).href)) as {
      writeSchemas(directory: string): Promise<void>;
    };
    await writeSchemas(directory);
    const accepts = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(join(directory, "modeltest.schema.json"), "utf8")));
    const answers = cases.map(([what, value]): [string, boolean, boolean] => [
      what,
      modelTestFile.safeParse(value).success,
      accepts(value),
    ]);
    for (const [what, engine, schema] of answers) assert.equal(schema, engine, what);
    assert.equal(answers.filter(([, engine]) => engine).length, 4);
  });
});
