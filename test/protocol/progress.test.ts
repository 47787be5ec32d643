import assert from "node:assert/strict";
import { countText, isLearning, phaseText, remainingText, unitOf, unitOfRun } from "../../src/protocol/progress.ts";

describe("progress in words", () => {
  it("counts in the algorithm's own unit", () => {
    assert.deepEqual(["gradient-boosted-trees", "random-forest", "mlp", undefined].map(unitOf), ["round", "tree", "epoch", "epoch"]);
    assert.deepEqual([{ algorithm: "linear" }, { epochs: 2 }, { batchSize: 8 }].map(unitOfRun), ["iteration", "epoch", "step"]);
    assert.equal(countText({ unit: "round", epoch: 1012, epochs: 2000 }), "round 1,012/2,000");
    assert.equal(countText({ unit: "epoch", epoch: 3, epochs: null }), "epoch 3");
    assert.equal(countText({ unit: "tree", epoch: 0, epochs: 100 }), "");
  });

  it("says what it does instead, and in which fold it is", () => {
    const at = { unit: "round", epoch: 12, epochs: 200 } as const;
    assert.equal(phaseText({ ...at, phase: "training" }), "round 12/200");
    assert.equal(phaseText({ ...at, phase: "fold 2 of 5" }), "fold 2 of 5, round 12/200");
    assert.equal(phaseText({ ...at, phase: "explaining" }), "explaining");
    assert.equal(phaseText({ ...at, phase: "training", epoch: 0 }), "training");
    assert.equal(isLearning({ phase: "evaluating", epoch: 200 }), false);
  });

  it("says what is left in round figures", () => {
    const texts: [number | null, string][] = [
      [null, ""],
      [400, "less than 1 s left"],
      [12_400, "at most 12 s left"],
      [600_000, "at most 10 min left"],
      [9_000_000, "at most 2.5 h left"],
      [400_000_000, "at most 5 days left"],
    ];
    for (const [remaining, text] of texts) assert.equal(remainingText({ remaining }), text);
  });
});
