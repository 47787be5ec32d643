import assert from "node:assert/strict";
import { stepKinds } from "../../src/engine/prepare/kinds.ts";
import type { RawStep } from "../../src/protocol/prepare.ts";
import { recipeStep } from "../../src/protocol/recipe/step.schema.ts";
import { beginStep } from "../../webview/prepare/begin.ts";
import { problemsOf } from "../../webview/prepare/check.ts";
import { fieldsOf, labelOf } from "../../webview/prepare/schema.ts";

const kindOf = (name: string) => stepKinds().find((kind) => kind.name === name)!;
const problems = (step: RawStep) => [...problemsOf(kindOf(String(step.step)).schema, step).keys()];

/** Steps, right and wrong in one option each. */
const CASES: RawStep[] = [
  { step: "fill-missing", columns: "number" },
  { step: "fill-missing", columns: ["a"], strategy: "constant", value: "x" },
  { step: "fill-missing", columns: ["a"], strategy: "best" },
  { step: "fill-missing", columns: ["a"], value: true },
  { step: "fill-missing", columns: [] },
  { step: "fill-missing", columns: "numbers" },
  { step: "fill-missing" },
  { step: "fill-missing", columns: "all", indicator: "yes" },
  { step: "clip-outliers", columns: "number", factor: 0 },
  { step: "clip-outliers", columns: "number", percentiles: [1, 99] },
  { step: "clip-outliers", columns: "number", percentiles: [1, 101] },
  { step: "round", columns: "number", decimals: 1.5 },
  { step: "round", columns: "number", decimals: -2 },
  { step: "date-parts", columns: "date", parts: [] },
  { step: "date-parts", columns: "date", parts: ["year", "month"] },
  { step: "date-parts", columns: "date", parts: ["eon"] },
  { step: "bins", columns: "number", edges: [1, 2] },
  { step: "bins", columns: "number", edges: ["1"] },
  { step: "ratio", columns: "number", denominator: "" },
  { step: "ratio", columns: "number", denominator: "a", whenZero: 0 },
  { step: "ratio", columns: "number", denominator: "a", whenZero: "never" },
  { step: "formula", name: "x", formula: "a + b" },
  { step: "formula", formula: "a + b" },
  { step: "target-encode", columns: "category", smoothing: "auto" },
  { step: "target-encode", columns: "category", smoothing: -1 },
  { step: "find-and-replace", columns: "text", find: "a", replace: null },
  { step: "script", columns: "number", file: "a.ts", options: { a: [1] } },
  { step: "script", columns: "number", file: "a.ts", options: [1] },
];

describe("webviews: a form for every step", () => {
  it("asks for every option of every step, free JSON only where any JSON is allowed", () => {
    for (const { name, schema } of stepKinds()) {
      const fields = fieldsOf(schema);
      assert.deepEqual(
        fields.map(({ key }) => key),
        Object.keys(schema.properties ?? {}).filter((key) => key !== "step" && key !== "enabled"),
        name,
      );
      const free = fields.filter(({ field }) => field.kind === "json").map(({ key }) => `${name}.${key}`);
      assert.ok(
        free.every((key) => key === "script.options"),
        free.join(),
      );
    }
  });

  it("finds wrong what the engine finds wrong, and nothing else", () => {
    const good = CASES.filter((step) => recipeStep.safeParse(step).success);
    assert.ok(good.length > 8 && good.length < CASES.length - 8, "both kinds of case");
    for (const step of CASES) assert.equal(problems(step).length === 0, good.includes(step), `${JSON.stringify(step)}: ${problems(step)}`);
  });

  it("says what is still needed of a step that begins", () => {
    for (const kind of stepKinds()) {
      const step = beginStep(kind);
      assert.equal(problemsOf(kind.schema, step).size === 0, recipeStep.safeParse(step).success, kind.name);
    }
    assert.deepEqual(problems(beginStep(kindOf("rename-column"))), ["columns", "to"]);
    assert.deepEqual(beginStep(kindOf("standard-scale")), { step: "standard-scale", columns: "number" });
  });

  it("takes a step that nobody has thought of yet", () => {
    const schema = {
      type: "object",
      properties: { step: { const: "new" }, columns: {}, depth: { type: "integer", minimum: 1, default: 3 }, way: { enum: ["a", "b"] } },
      required: ["step", "columns", "way"],
    };
    assert.deepEqual(
      fieldsOf(schema).map(({ field, required }) => [field.kind, required]),
      [
        ["columns", true],
        ["number", false],
        ["choice", true],
      ],
    );
    assert.equal(labelOf("maxCategories"), "Max categories");
    assert.deepEqual([...problemsOf(schema, { step: "new", columns: "all", depth: 0, way: "c" }).keys()], ["depth", "way"]);
  });
});
