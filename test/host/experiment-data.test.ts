import assert from "node:assert/strict";
import { dataOf } from "../../src/host/ask/experiment-data.ts";

describe("the data that an experiment file names", () => {
  it("is found among comments, and is none where the file names none", () => {
    assert.equal(dataOf('{\n  // "data": "old.csv"\n  "data": "a \\"b\\".csv", /* x */\n  "target": "y",\n}'), 'a "b".csv');
    assert.equal(dataOf('{ "data": ["a.csv"] }'), null);
    assert.equal(dataOf('{ "target": "data" }'), null);
    assert.equal(dataOf(""), null);
  });
});
