import assert from "node:assert/strict";
import { verdictOf } from "../../src/engine/modeltest/registry.ts";
import { A_VALUE, aTest, contextOf, YES_OR_NO } from "./support.ts";

const stress = (condition: string, more: object = {}) => aTest({ test: "stress", condition, ...more });
const rows = async () => Array.from({ length: 40 }, (_, i) => ({ x: i / 4, c: i === 39 ? "b" : "a", y: i >= 20 ? "yes" : "no" }));
const right = contextOf(YES_OR_NO, (x) => (x >= 5 ? [0, 1] : [1, 0]), { rows });

describe("stress tests", () => {
  it("say what becomes of the figure, column by column", async () => {
    const { passed, sentence, checked } = await verdictOf(stress("missing"), right);
    assert.equal(passed, true);
    assert.equal(checked, 80);
    assert.equal(sentence, "x missing: accuracy 1.000 → 0.500; c missing: accuracy 1.000 → 1.000.");
  });

  it("say of many columns what becomes of those that matter most", async () => {
    const { columns, rows: count } = await right.facts();
    const [, c] = columns as [unknown, object];
    const idle = Array.from({ length: 7 }, (_, i) => ({ ...c, name: `idle_${i}` }));
    const wide = { ...right, facts: async () => ({ rows: count, columns: [...idle, ...columns] as typeof columns }) };
    const { sentence } = await verdictOf(stress("missing"), wide);
    assert.match(sentence, /^x missing: accuracy 1\.000 → 0\.500; idle_0 missing: .*; 4 more change less or as much\.$/);
    assert.equal(sentence.split(" missing: ").length - 1, 5);
  });

  it("fail where the figure falls by more than it may", async () => {
    assert.equal((await verdictOf(stress("missing", { columns: ["x"], maxFall: 0.5 }), right)).passed, true);
    const { passed, sentence } = await verdictOf(stress("missing", { maxFall: 0.4 }), right);
    assert.equal(passed, false);
    assert.match(sentence, /^x missing/);
    assert.doesNotMatch(sentence, /c missing/);
  });

  it("let an error be worse by a share of it, and take the figure that is asked for", async () => {
    const half = contextOf(A_VALUE, (x) => [Number.isNaN(x) ? 5 : x + 1], {
      rows: async () => Array.from({ length: 20 }, (_, i) => ({ x: i / 2, c: "a", y: i / 2 })),
    });
    const missing = (more: object) => verdictOf(stress("missing", { columns: ["x"], ...more }), half);
    assert.equal((await missing({ maxFall: 3 })).passed, true, "RMSE 1 → 2.89");
    assert.equal((await missing({ maxFall: 1.5 })).passed, false);
    assert.match((await missing({ metric: "mae" })).sentence, /mae 1\.000/);
    await assert.rejects(missing({ metric: "maee" }), { code: "modeltest-unknown-name" });
  });

  it("fail where predictions move further than they may", async () => {
    assert.equal(
      (await verdictOf(stress("missing", { columns: ["x"], maxMoved: 0.4 }), right)).passed,
      false,
      "half of the classes change",
    );
    assert.equal((await verdictOf(stress("missing", { columns: ["x"], maxMoved: 0.5 }), right)).passed, true);
    const steep = contextOf(A_VALUE, (x) => [x]);
    assert.equal((await verdictOf(stress("out-of-range", { maxMoved: 1 }), steep)).passed, false);
    assert.equal((await verdictOf(stress("out-of-range", { maxMoved: 10 }), steep)).passed, true);
  });

  it("fail on a crash and on what is no number, whatever the bounds", async () => {
    const broken = contextOf(A_VALUE, (x) => [x > 15 ? Number.POSITIVE_INFINITY : 1]);
    assert.equal((await verdictOf(stress("out-of-range"), broken)).passed, false);
    const crashing = contextOf(A_VALUE, (x) => {
      if (x < 0) throw new Error("boom");
      return [1];
    });
    const { passed, failing } = await verdictOf(stress("out-of-range"), crashing);
    assert.equal(passed, false);
    assert.equal(failing.length, 10);
    assert.equal(failing[0]?.got, "broken: boom");
  });

  it("make the same noise for the same seed", async () => {
    const edge = contextOf(A_VALUE, (x) => [x]);
    const noise = async (seed: number) => (await verdictOf(stress("noise", { seed, maxMoved: 0 }), edge)).sentence;
    assert.equal(await noise(1), await noise(1));
    assert.notEqual(await noise(1), await noise(2));
  });

  it("look at rare categories and combinations, and skip what does not apply", async () => {
    const rare = await verdictOf(stress("rare-categories", { rare: 0.2 }), right);
    assert.match(rare.sentence, /rare values of c: 1 row, too few for a figure/);
    assert.equal((await verdictOf(stress("rare-categories", { rare: 0.01 }), right)).passed, null);
    assert.equal((await verdictOf(stress("rare-combinations"), right)).passed, null, "one category has no combinations");
    assert.match((await verdictOf(stress("unseen-categories"), right)).sentence, /c unseen: accuracy 1\.000 → 1\.000/);
  });
});
