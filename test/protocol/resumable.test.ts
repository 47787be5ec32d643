import assert from "node:assert/strict";
import { isResumable } from "../../src/protocol/resumable.ts";

const error = (code: string) => ({ code, kind: "input" as const, message: "It broke off.", remedy: "Do something." });

describe("what can be resumed", () => {
  it("is an experiment that was broken off, unless it would break off again", () => {
    const run = { kind: "experiment", status: "FAILED", error: null } as const;
    assert.equal(isResumable(run), true);
    assert.equal(isResumable({ ...run, error: error("worker-crashed") }), true);
    assert.equal(isResumable({ ...run, error: error("loss-not-finite") }), false);
    assert.equal(isResumable({ ...run, status: "FINISHED" }), false);
    assert.equal(isResumable({ ...run, kind: "script" }), false);
  });
});
