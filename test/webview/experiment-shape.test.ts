import assert from "node:assert/strict";
import { z } from "zod";
import { experiment } from "../../src/protocol/experiment.schema.ts";
import type { JsonSchema } from "../../src/protocol/prepare.ts";
import { problemAt, problemsIn } from "../../webview/experiment/problems.ts";
import { orderOf, sectionsOf } from "../../webview/experiment/sections.ts";
import { shapeOf } from "../../webview/experiment/shape.ts";

const SCHEMA = z.toJSONSchema(experiment, { target: "draft-7", io: "input" }) as JsonSchema;
const properties = SCHEMA.properties ?? {};

describe("the parts of an experiment's form", () => {
  it("hold every key of the schema once", () => {
    const keys = sectionsOf(SCHEMA).flatMap((section) => section.keys);
    assert.deepEqual(
      [...keys].sort(),
      Object.keys(properties)
        .filter((key) => key !== "$schema")
        .sort(),
    );
    assert.deepEqual(new Set(orderOf(sectionsOf(SCHEMA))).size, Object.keys(properties).length);
  });

  it("come in the order of the work, and a part that nobody has thought of yet comes too", () => {
    const drift = z
      .strictObject({ limit: z.number().default(1) })
      .optional()
      .describe("Of a version to come.");
    const schema = z.toJSONSchema(experiment.extend({ drift, owner: z.string().optional() }), {
      target: "draft-7",
      io: "input",
    }) as JsonSchema;
    const sections = sectionsOf(schema);
    assert.deepEqual(
      sections.slice(0, 5).map(({ id }) => id),
      ["data", "split", "recipe", "model", "training"],
    );
    assert.equal(sections.at(-1)?.id, "inputs");
    assert.equal(sections.find(({ id }) => id === "drift")?.help, "Of a version to come.");
    assert.ok(sections[0]?.keys.includes("owner"));
  });
});

describe("the control of a setting", () => {
  const training = properties.training as JsonSchema;

  it("is a group with a switch where it can be off", () => {
    const stopping = shapeOf(training, "earlyStopping", undefined);
    assert.ok(stopping.shape === "switch" && stopping.off === false);
    assert.equal(shapeOf(training, "earlyStopping", "yes").shape, "field", "a value of another form is shown as it is");
  });

  it("is a choice of kinds where objects of several are allowed", () => {
    const schedule = shapeOf(training, "schedule", undefined);
    assert.ok(schedule.shape === "kinds" && schedule.key === "type" && schedule.optional);
    assert.ok(schedule.options.length > 2);
  });

  it("takes one column or several, and writes one as a name", () => {
    const key = shapeOf(properties.split as JsonSchema, "key", "id");
    assert.ok(key.shape === "field" && key.field.field.kind === "names");
    assert.deepEqual([key.read("id"), key.write(["id"]), key.write(["a", "b"])], [["id"], "id", ["a", "b"]]);
  });

  it("takes columns by name where no word stands for several", () => {
    const columns: JsonSchema = { type: "array", items: { type: "string" } };
    const shape = shapeOf({ properties: { columns } }, "columns", undefined);
    assert.ok(shape.shape === "field" && shape.field.field.kind === "names");
  });

  it("takes items of several forms, one a line", () => {
    const gates: JsonSchema = { type: "array", items: { anyOf: [{ type: "string" }, { type: "object", properties: {} }] } };
    const shape = shapeOf({ properties: { gates } }, "gates", undefined);
    assert.ok(shape.shape === "field" && shape.field.field.kind === "lines");
    const items = ["acc >= 0.9", { better_than: "champion" }];
    assert.deepEqual(shape.read(items), ["acc >= 0.9", '{"better_than":"champion"}']);
    assert.deepEqual(shape.write(shape.read(items)), items);
    assert.deepEqual(shape.write(["{ broken"]), ["{ broken"]);
  });

  it("is there for every setting of the file but the recipe", () => {
    for (const key of Object.keys(properties)) assert.ok(shapeOf(SCHEMA, key, undefined).shape, key);
  });
});

describe("problems of an experiment", () => {
  const problem = (field: string) => ({ severity: "error", code: "x", message: `${field}.`, remedy: "Look.", place: { field } }) as const;
  const problems = [problem("training.earlyStopping.patience"), problem("exclude[1]"), problem("split"), problem("splitter")];

  it("are found at their setting, and in their part", () => {
    assert.equal(problemAt(problems, ["training", "earlyStopping", "patience"], false), "training.earlyStopping.patience. Look.");
    assert.equal(problemAt(problems, ["exclude"], true), "exclude[1]. Look.");
    assert.equal(problemAt(problems, ["exclude"], false), undefined);
    assert.deepEqual(problemsIn(problems, ["split"]).length, 1);
  });
});
