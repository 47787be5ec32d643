import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "jsonc-parser";
import { applyForm } from "../../src/host/experiment/change.ts";
import type { FormChange } from "../../src/protocol/form.ts";
import { TrainyardError } from "../../src/shared/errors.ts";

const TEXT = `{
  // What to train.
  "data": "penguins.csv", /* birds */
  "target": "species",
  "exclude": [
    "id", // names a row
    "note" // free text
  ],
  "later": { "key": [1, 2] }, // of a version to come

  "model": {
    "algorithm": "mlp", // a network
    "hidden": [64, 32]
  }
}
`;
const ORDER = ["data", "target", "exclude", "split", "recipe", "model", "training", "report"];

const edit = (text: string, ...changes: FormChange[]) => applyForm(text, { changes, order: ORDER });
const read = (text: string) => structuredClone(parse(text, [], { allowTrailingComma: true })) as Record<string, unknown>;

describe("applyForm", () => {
  it("replaces a value and nothing else", () => {
    assert.equal(edit(TEXT, { path: ["target"], value: "sex" }), TEXT.replace('"species"', '"sex"'));
    assert.equal(edit(TEXT, { path: ["model", "hidden"], value: [64, 32] }), TEXT, "the same value is no change");
  });

  it("writes a new setting in its place, and what is above it where that is missing", () => {
    const split = edit(TEXT, { path: ["split", "method"], value: "time" });
    assert.match(split, /of a version to come\n\n {2}"split": \{ "method": "time" \},\n {2}"model": \{/);
    const stopping = edit(split, { path: ["training", "earlyStopping", "patience"], value: 3 });
    assert.deepEqual(read(stopping).training, { earlyStopping: { patience: 3 } });
    assert.ok(stopping.includes('  },\n  "training": { "earlyStopping": { "patience": 3 } }\n}'), stopping);
  });

  it("puts a group in place of what switched it off", () => {
    const off = edit(TEXT, { path: ["training", "earlyStopping"], value: false });
    const on = edit(off, { path: ["training", "earlyStopping", "patience"], value: 7 });
    assert.deepEqual(read(on).training, { earlyStopping: { patience: 7 } });
    assert.equal(edit(on, { path: ["training", "earlyStopping"], value: false }), off);
  });

  it("takes a setting out, with its comment, and leaves alone what is not there", () => {
    const text = edit(TEXT, { path: ["data"] });
    assert.equal(text, TEXT.replace('  "data": "penguins.csv", /* birds */\n', "").replace("  // What to train.\n", ""));
    assert.equal(edit(TEXT, { path: ["training", "epochs"] }), TEXT);
  });

  it("adds to a list and takes from it, and the items that stay keep their comments", () => {
    const more = edit(TEXT, { path: ["exclude"], value: ["id", "note", "late"] });
    assert.match(more, /"id", \/\/ names a row\n {4}"note", \/\/ free text\n {4}"late"\n {2}\],/);
    const less = edit(more, { path: ["exclude"], value: ["note", "late"] });
    assert.ok(!less.includes("names a row") && less.includes('"note", // free text'));
    assert.deepEqual(read(edit(TEXT, { path: ["exclude"], value: ["note", "id"] })).exclude, ["note", "id"]);
  });

  it("begins a list of objects on lines of their own", () => {
    const steps = [{ step: "fill-missing", columns: "number" }, { step: "one-hot-encode" }];
    const lines = '[\n    { "step": "fill-missing", "columns": "number" },\n    { "step": "one-hot-encode" }\n  ]';
    const empty = '{\n  "recipe": [],\n  "model": {}\n}\n';
    assert.equal(edit(empty, { path: ["recipe"], value: steps }), empty.replace("[]", lines));
  });

  it("makes several changes at once", () => {
    const text = edit(TEXT, { path: ["model", "hidden"] }, { path: ["model", "algorithm"], value: "linear" });
    assert.deepEqual(read(text).model, { algorithm: "linear" });
    assert.ok(text.includes('"later": { "key": [1, 2] }, // of a version to come'));
  });

  it("says what is wrong with a text that it cannot edit", () => {
    assert.throws(
      () => edit("{ ", { path: ["data"], value: "x" }),
      (error) => TrainyardError.is(error, "experiment-not-json"),
    );
  });
});

describe("applyForm, on any change", () => {
  const key = fc.constantFrom("a", "b", "earlyStopping", "l 1", "ü");
  const leaf = fc.oneof(fc.integer(), fc.boolean(), fc.string(), fc.constant(null));
  const value = fc.oneof(leaf, fc.array(leaf, { maxLength: 4 }), fc.dictionary(key, leaf, { maxKeys: 3, noNullPrototype: true }));
  const path = fc.tuple(fc.constantFrom("data", "exclude", "later", "model", "training", "split"), fc.array(key, { maxLength: 2 }));
  const change = fc.record({ path: path.map(([first, rest]) => [first, ...rest]), value: fc.oneof(value, fc.constant(undefined)) });

  it("says afterwards what was asked for, and of the rest what it said before", () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const text = edit(TEXT, ...(changes as FormChange[]));
        const expected = changes.reduce((doc, { path: at, value: put }) => changed(doc, at, put), read(TEXT));
        assert.deepEqual(read(text), expected);
        assert.ok(text.includes('"target": "species"'));
        // the last one has no comma
        if (!changes.some(({ path: [first] }) => first === "later"))
          assert.match(text, /"later": \{ "key": \[1, 2\] \},? \/\/ of a version to come/);
      }),
    );
  });
});

/** The same on values. */
function changed(doc: Record<string, unknown>, [key = "", ...rest]: string[], value: unknown): Record<string, unknown> {
  const { [key]: old, ...others } = doc;
  const isObject = typeof old === "object" && old !== null && !Array.isArray(old);
  if (rest.length === 0) return value === undefined ? others : { ...doc, [key]: value };
  if (value === undefined && !isObject) return doc;
  return { ...doc, [key]: changed(isObject ? (old as Record<string, unknown>) : {}, rest, value) };
}
