import assert from "node:assert/strict";
import { findTests } from "../../src/host/tests/find.ts";

describe("tests found in a file's text", () => {
  it("have their names, kinds and places, comments or not", () => {
    const text = '{\n  // of penguins\n  "tests": [\n    { "test": "stress", "name": "a" },\n    { "name": "b" },\n  ]\n}';
    const found = findTests(text);
    assert.deepEqual(
      found.map(({ name, kind }) => [name, kind]),
      [
        ["a", "stress"],
        ["b", ""],
      ],
    );
    assert.deepEqual(
      found.map(({ from, to }) => [from, to]),
      [
        [
          { line: 3, column: 4 },
          { line: 3, column: 37 },
        ],
        [
          { line: 4, column: 4 },
          { line: 4, column: 19 },
        ],
      ],
    );
    const windows = findTests(text.replaceAll("\n", "\r\n"));
    assert.deepEqual(windows, found, "whatever ends a line");
  });

  it("are those that can be read while someone types", () => {
    assert.deepEqual(findTests(""), []);
    assert.deepEqual(findTests('{ "tests": 3 }'), []);
    assert.equal(findTests('{ "tests": [{ "name": "a" }, { "name": "a" }, { "name": 4 }, { "na').length, 1);
  });
});
