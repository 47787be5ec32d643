import assert from "node:assert/strict";
import { parseTests } from "../../src/engine/modeltest/parse.ts";

const GOOD = { test: "repeatability", name: "same" };

/** Code, line and column of what is wrong with these tests, one a line from line 3 on. */
const wrong = (...tests: string[]) =>
  parseTests(`{\n"tests": [\n${tests.join(",\n")}\n]\n}`, "a.modeltest.json").problems.map(({ code, place }) => [
    code,
    place.line,
    place.column,
  ]);

describe("a file of tests", () => {
  it("is JSON with comments, its defaults filled in, with the place of each test", () => {
    const text = `{\n  // why\n  "tests": [\n    ${JSON.stringify(GOOD)},\n    { "test": "stress", "name": "noise", "condition": "noise" },\n  ],\n}`;
    const { tests, places, problems } = parseTests(text, "a.modeltest.json");
    assert.deepEqual(problems, []);
    assert.deepEqual(tests?.tests[0], { ...GOOD, level: "predict", rows: 500, epochs: 3, tolerance: 0 });
    assert.deepEqual(
      places.map(({ line, column }) => [line, column]),
      [
        [4, 5],
        [5, 5],
      ],
    );
  });

  it("that is no JSON is refused where it breaks", () => {
    assert.deepEqual(
      parseTests('{ "tests": [', "a").problems.map(({ code }) => code),
      ["modeltest-not-json"],
    );
  });

  it("that has an unknown kind, key or value is refused at its line and column, with what may have been meant", () => {
    assert.deepEqual(wrong('{ "test": "stres", "name": "a" }'), [["modeltest-unknown-kind", 3, 11]]);
    assert.deepEqual(wrong('{ "test": "repeatability", "name": "a", "levels": "predict" }'), [["modeltest-unknown-key", 3, 41]]);
    assert.deepEqual(wrong('{ "test": "repeatability", "name": "a", "level": "again" }'), [["modeltest-invalid-value", 3, 50]]);
    assert.deepEqual(wrong('{ "test": "repeatability" }'), [["modeltest-missing-key", 3, 1]]);
    const [problem] = parseTests('{ "tests": [{ "test": "stres", "name": "a" }] }', "a").problems;
    assert.match(problem?.remedy ?? "", /"stress"/);
  });

  it("that draws rows is refused inside what it draws", () => {
    assert.deepEqual(wrong('{ "test": "stress", "name": "a", "condition": "noise", "rows": { "split": "tests" } }'), [
      ["modeltest-invalid-value", 3, 75],
    ]);
    assert.deepEqual(wrong('{ "test": "stress", "name": "a", "condition": "noise", "rows": { "where": "x >" } }'), [
      ["formula-syntax", 3, 75],
    ]);
    assert.deepEqual(
      wrong('{ "test": "stress", "name": "a", "condition": "noise", "rows": { "split": "test", "data": "b.csv" } }').map(([code]) => code),
      ["modeltest-invalid-value"],
    );
  });

  it("that names two tests the same, or says a change in two ways, is refused", () => {
    assert.deepEqual(wrong(JSON.stringify(GOOD), JSON.stringify(GOOD)), [["modeltest-invalid-value", 4, 32]]);
    const change = (one: object) => JSON.stringify({ test: "invariance", name: "i", change: [one] });
    assert.equal(wrong(change({ column: "a" })).length, 1);
    assert.equal(wrong(change({ column: "a", by: 1, to: "any" })).length, 1);
    assert.deepEqual(wrong(change({ column: "a", by: 1 })), []);
    assert.equal(wrong('{ "test": "direction", "name": "d", "column": "a", "expect": "rise" }').length, 1);
    assert.equal(wrong('{ "test": "direction", "name": "d", "column": "a", "by": -1, "expect": "rise" }').length, 1);
    assert.equal(wrong('{ "test": "minimum-cases", "name": "m", "cases": [{ "expect": 1 }] }').length, 1);
  });
});
