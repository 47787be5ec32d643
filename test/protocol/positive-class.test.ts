import assert from "node:assert/strict";
import { shownMetrics } from "../../src/protocol/metrics.ts";
import { positiveNote } from "../../src/protocol/positive-class.ts";

describe("figures of two classes", () => {
  const confusion = { labels: ["no", "yes"], matrix: [] };

  it("are told of the positive class, which is named; those of more classes of none", () => {
    assert.match(positiveNote({ task: "binary", target: "answer", confusion }), /answer = yes/);
    assert.equal(positiveNote({ task: "multiclass", target: "answer", confusion }), "");
    assert.equal(positiveNote({ task: "regression", target: "answer", confusion: null }), "");
  });

  it("need no averages; of more classes those of all rows at once say nothing new", () => {
    const averages = ["f1_macro", "f1_micro", "f1_weighted"];
    assert.deepEqual(shownMetrics(["accuracy", "f1", ...averages]), ["accuracy", "f1"]);
    assert.deepEqual(shownMetrics(["accuracy", ...averages]), ["accuracy", "f1_macro", "f1_weighted"]);
  });
});
