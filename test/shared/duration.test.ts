import assert from "node:assert/strict";
import { durationOf } from "../../src/shared/duration.ts";

describe("shared: how long a run took", () => {
  it("is not known while it lasts, nor of an interrupted run that left no sign of its end", () => {
    assert.equal(durationOf({ status: "RUNNING", startTime: 1000, endTime: null }), null);
    assert.equal(durationOf({ status: "INTERRUPTED", startTime: 1000, endTime: 1000 }), null);
    assert.equal(durationOf({ status: "INTERRUPTED", startTime: 1000, endTime: 9000 }), 8000);
    assert.equal(durationOf({ status: "FAILED", startTime: 1000, endTime: 1002 }), 2);
  });
});
