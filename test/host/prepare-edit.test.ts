import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "jsonc-parser";
import { editRecipe } from "../../src/host/prepare/edit.ts";
import { smallestEdit } from "../../src/host/prepare/smallest.ts";
import type { RawStep, RecipeEdit } from "../../src/protocol/prepare.ts";
import { TrainyardError } from "../../src/shared/errors.ts";

interface Doc {
  recipe: RawStep[];
  exclude: string[];
}

const read = (text: string) => parse(text, [], { allowTrailingComma: true }) as Doc;
const recipeOf = (text: string) => read(text).recipe;

const DRAFT = `{
  // What to train.
  "data": "penguins.csv", /* the data */
  "exclude": [
    "id", // names a row
  ],

  "recipe": [
    // Numbers
    { "step": "fill-missing", "columns": "number", "strategy": "median" }, // robust
    { "step": "standard-scale", "columns": "number" },

    // Categories
    { "step": "one-hot-encode", "columns": ["sex", "island"] } // last
  ],
  "model": { "algorithm": "mlp" } // end
}
`;

const lines = (text: string) => text.split("\n").map((line) => line.trim());

describe("editRecipe", () => {
  it("writes a new step in its place, in the style of the file", () => {
    const step = { step: "date-parts", columns: "date" };
    const text = editRecipe(DRAFT, { edit: "add", at: 1, step });
    assert.deepEqual(recipeOf(text)[1], step);
    assert.equal(
      lines(text)[lines(DRAFT).findIndex((line) => line.includes("standard-scale"))],
      '{ "step": "date-parts", "columns": "date" },',
    );
    assert.deepEqual(lines(editRecipe(text, { edit: "remove", at: 1 })), lines(DRAFT), "and away again");
  });

  it("adds after the last step, whose comment stays with it", () => {
    const text = editRecipe(DRAFT, { edit: "add", at: 3, step: { step: "clip", columns: "number" } });
    assert.match(text, /"island"\] \}, \/\/ last\n {4}\{ "step": "clip", "columns": "number" \}\n {2}\],/);
  });

  it("moves a step with its comments, and headings stay", () => {
    const text = editRecipe(DRAFT, { edit: "move", from: 0, to: 1 });
    assert.deepEqual(
      recipeOf(text).map(({ step }) => step),
      ["standard-scale", "fill-missing", "one-hot-encode"],
    );
    assert.match(text, /\{ "step": "fill-missing", .*\}, \/\/ robust\n\n {4}\/\/ Categories/);
    assert.equal(editRecipe(text, { edit: "move", from: 1, to: 0 }), DRAFT, "and back, byte for byte");
  });

  it("changes one option and leaves the rest of the step as it was written", () => {
    const wide = DRAFT.replace('"columns": "number", "strategy"', '"columns":   "number", /* why */ "strategy"');
    const step = { step: "fill-missing", columns: "number", strategy: "mean", enabled: false };
    const text = editRecipe(wide, { edit: "replace", at: 0, step });
    assert.equal(text, wide.replace('"median" }', '"mean", "enabled": false }'));
    assert.equal(editRecipe(text, { edit: "replace", at: 0, step: { ...recipeOf(wide)[0], strategy: "median" } }), wide);
  });

  it("begins a recipe where there is none, before the model", () => {
    const text = editRecipe('{\n  "data": "a.csv",\n  "model": {}\n}\n', { edit: "add", at: 0, step: { step: "x", columns: "all" } });
    assert.equal(text, '{\n  "data": "a.csv",\n  "recipe": [\n    { "step": "x", "columns": "all" }\n  ],\n  "model": {}\n}\n');
    const empty = editRecipe('{ "recipe": [] }', { edit: "add", at: 0, step: { step: "x" } });
    assert.deepEqual(recipeOf(empty), [{ step: "x" }]);
  });

  it("writes a property a line where the file does, with its own indentation and line ends", () => {
    const block = JSON.stringify({ recipe: [{ step: "a", columns: ["x"] }] }, null, "\t").replaceAll("\n", "\r\n");
    const text = editRecipe(block, { edit: "add", at: 1, step: { step: "b", columns: "all" } });
    assert.ok(text.includes('\r\n\t\t{\r\n\t\t\t"step": "b",\r\n\t\t\t"columns": "all"\r\n\t\t}\r\n\t]'), text);
  });

  it("excludes columns once", () => {
    const text = editRecipe(DRAFT, { edit: "exclude", columns: ["id", "code"] });
    assert.deepEqual(read(text).exclude, ["id", "code"]);
    assert.ok(text.includes('"id", // names a row\n    "code",\n  ],'), text);
    assert.deepEqual(read(editRecipe("{}", { edit: "exclude", columns: ["a", "b"] })).exclude, ["a", "b"]);
  });

  it("says what is wrong with a text that it cannot edit", () => {
    const codeOf = (text: string, edit: RecipeEdit) => {
      try {
        editRecipe(text, edit);
      } catch (error) {
        return TrainyardError.is(error) ? error.code : String(error);
      }
      return "";
    };
    assert.equal(codeOf('{ "recipe": [', { edit: "remove", at: 0 }), "experiment-not-json");
    assert.equal(codeOf('{ "recipe": {} }', { edit: "add", at: 0, step: {} }), "recipe-not-a-list");
    assert.equal(codeOf('{ "recipe": [] }', { edit: "move", from: 2, to: 0 }), "step-gone");
  });
});

describe("editRecipe, on any file", () => {
  const blank = fc.constantFrom("", " ", "\n", "\n    ", "\n\n    ", "\t");
  const comment = fc.constantFrom("", "", "", "/* a, ] */", "// b } ,\n", "/* c\n */ ", "// d\n\n  ");
  const space = fc.tuple(blank, comment, blank).map((parts) => parts.join(""));
  const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.constantFrom("x", "y, z", "]"), { maxLength: 3 }));
  const step = fc
    .tuple(fc.constantFrom("a", "b", "c"), fc.dictionary(fc.constantFrom("columns", "by", "n"), value))
    .map(([name, rest]): RawStep => ({ step: name, ...rest }));
  const written = (one: RawStep) => JSON.stringify(one);
  const sequence = (items: fc.Arbitrary<RawStep[]>) =>
    items.chain((steps) =>
      fc
        .tuple(fc.array(fc.tuple(space, space), { minLength: steps.length, maxLength: steps.length }), space, fc.boolean())
        .map(([spaces, tail, comma]) => {
          const inner = steps.map((one, i) => `${spaces[i]?.[0]}${written(one)}${spaces[i]?.[1]}`).join(",");
          return { steps, text: `[${inner}${comma && steps.length > 0 ? "," : ""}${tail}]` };
        }),
    );
  const document = fc.record({ recipe: sequence(fc.array(step, { maxLength: 5 })), before: space, after: space });
  const edits = fc.record({ kind: fc.constantFrom("add", "remove", "move", "replace"), a: fc.nat(9), b: fc.nat(9), step });

  /** The edit, and what it makes of the list of steps. */
  function plan(steps: RawStep[], { kind, a, b, step: made }: { kind: string; a: number; b: number; step: RawStep }) {
    const next = [...steps];
    if (kind === "add" || steps.length === 0) {
      const at = a % (steps.length + 1);
      next.splice(at, 0, made);
      return { edit: { edit: "add", at, step: made } as RecipeEdit, next };
    }
    const at = a % steps.length;
    const to = b % steps.length;
    if (kind === "move") next.splice(to, 0, ...next.splice(at, 1));
    else next.splice(at, 1, ...(kind === "replace" ? [made] : []));
    const edit = { move: { edit: "move", from: at, to }, replace: { edit: "replace", at, step: made }, remove: { edit: "remove", at } }[
      kind
    ];
    return { edit: edit as RecipeEdit, next };
  }

  it("makes the list that was asked for, and outside it not a byte is another", () => {
    fc.assert(
      fc.property(document, edits, ({ recipe, before, after }, wanted) => {
        const head = `{${before}"data": "d.csv", // the data\n "recipe":`;
        const foot = `,${after}"model": {}}`;
        const { edit, next } = plan(recipe.steps, wanted);
        const text = editRecipe(`${head}${recipe.text}${foot}`, edit);
        assert.ok(text.startsWith(`${head}[`) && text.endsWith(`]${foot}`), text);
        assert.deepEqual(recipeOf(text), next, text);
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps every other step as it was written, and loses no comment but those of a step that goes", () => {
    const count = (text: string, what: string) => text.split(what).length - 1;
    fc.assert(
      fc.property(document, edits, ({ recipe }, wanted) => {
        const before = `{"recipe":${recipe.text}}`;
        const { edit } = plan(recipe.steps, wanted);
        const after = editRecipe(before, edit);
        for (const [index, one] of recipe.steps.entries())
          if (!("at" in edit) || edit.edit === "add" || edit.at !== index) assert.ok(after.includes(written(one)), after);
        if (edit.edit === "remove") return;
        for (const mark of ["/* a, ] */", "// b } ,", "/* c\n */", "// d"]) assert.equal(count(after, mark), count(before, mark), after);
      }),
      { numRuns: 2000 },
    );
  });

  it("is undone by putting back what its smallest edit replaced", () => {
    fc.assert(
      fc.property(document, edits, ({ recipe }, wanted) => {
        const before = `{"recipe":${recipe.text}}`;
        const after = editRecipe(before, plan(recipe.steps, wanted).edit);
        const { from, to, text } = smallestEdit(before, after);
        assert.equal(before.slice(0, from) + text + before.slice(to), after);
        assert.equal(after.slice(0, from) + before.slice(from, to) + after.slice(from + text.length), before);
      }),
      { numRuns: 500 },
    );
  });
});
