import assert from "node:assert/strict";
import { percentageNote } from "../../src/protocol/percentage-note.ts";

const note = (train: number | undefined, test: number) =>
  percentageNote({ scores: { train: train === undefined ? {} : { mape: train }, test: { mape: test } }, params: { target: "rain" } });

describe("a mean percentage error", () => {
  it("that divides by zero is explained, and no other", () => {
    assert.equal(note(5.5e13, 0.2), "mape says nothing of train: it divides by rain, which is 0 in some of the rows.");
    assert.match(note(1e12, 3e12), /of train and test:/);
    assert.equal(note(0.1, 7), "");
    assert.equal(note(undefined, 7), "");
  });
});
