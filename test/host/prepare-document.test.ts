import assert from "node:assert/strict";
import { readDocument } from "../../src/host/prepare/document.ts";

const TEXT = `{
  "data": "penguins.csv", // birds
  "target": "species",
  "recipe": [
    { "step": "standard-scale", "columns": "number" },

    { "step": "one-hot-encode", "columns": "category", }, 7,
  ],
}
`;

describe("readDocument", () => {
  it("reads data, target and steps as they stand, each with its line", () => {
    assert.deepEqual(structuredClone(readDocument(TEXT, 3, true)), {
      version: 3,
      dirty: true,
      broken: null,
      data: "penguins.csv",
      target: "species",
      content: {
        data: "penguins.csv",
        target: "species",
        recipe: [{ step: "standard-scale", columns: "number" }, { step: "one-hot-encode", columns: "category" }, 7],
      },
      recipe: [{ step: "standard-scale", columns: "number" }, { step: "one-hot-encode", columns: "category" }, {}],
      lines: [5, 7, 7],
    });
  });

  it("has no steps where the text has none", () => {
    for (const text of ["{}", '{ "recipe": {} }', '{ "recipe": [] }']) assert.deepEqual(readDocument(text, 1, false).recipe, []);
  });

  it("says where it cannot be read, and keeps what it was last", () => {
    const last = readDocument(TEXT, 1, false);
    const document = readDocument(TEXT.replace("species", 'spe"cies'), 2, true, last);
    assert.deepEqual([document.broken?.line, document.recipe, document.version], [3, last.recipe, 2]);
    assert.ok(document.broken?.message.endsWith("."));
  });

  it("tells an empty text and a list from an experiment", () => {
    for (const text of ["", "[]", "7"]) assert.equal(readDocument(text, 1, false).broken?.line, 1, text);
  });
});
