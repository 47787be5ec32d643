import assert from "node:assert/strict";
import { verdictOf } from "../../src/engine/modeltest/registry.ts";
import { A_VALUE, aTest, contextOf, never, YES_OR_NO } from "./support.ts";

const generated = (more: object = {}) => aTest({ test: "generated", ...more });

describe("generated tests", () => {
  it("hold for a sound model, and say how often they were tried", async () => {
    const { passed, checked, sentence } = await verdictOf(
      generated({ runs: 30 }),
      contextOf(YES_OR_NO, (_, c) => (c === "b" ? [1, 0] : [0.5, 0.5])),
    );
    assert.equal(passed, true, sentence);
    assert.equal(checked, 5 * 30, "finite, probabilities, row order, one at a time, missing value");
  });

  it("shrink the row that gives no number to the smallest", async () => {
    const broken = contextOf(A_VALUE, (x) => [x > 5 && x < 1000 ? Number.NaN : 1]);
    const { passed, failing, sentence } = await verdictOf(generated({ properties: ["finite"] }), broken);
    assert.equal(passed, false);
    assert.equal(failing.length, 1, "one row is enough to show it");
    const { x, c } = failing[0]?.input ?? {};
    assert.ok(typeof x === "number" && x > 5 && x < 5.1, `${x} is near the border`);
    assert.equal(c, "a", "the most frequent label");
    assert.match(sentence, /not after \d+ tr/);
  });

  it("find probabilities that do not sum to 1, and values beyond the bounds", async () => {
    const leaky = contextOf(YES_OR_NO, (x) => (x > 9.5 ? [0.5, 0.6] : [0.5, 0.5]));
    assert.equal((await verdictOf(generated({ properties: ["probabilities"] }), leaky)).passed, false);
    const wide = contextOf(A_VALUE, (x) => [Number.isNaN(x) ? 0 : x]);
    const bounded = await verdictOf(generated({ properties: ["bounds"], bounds: { min: 0 } }), wide);
    assert.equal(bounded.passed, false);
    assert.ok(Number(bounded.failing[0]?.input.x) < 0);
    assert.equal((await verdictOf(generated({ properties: ["bounds"] }), wide)).passed, null, "no bounds, no property");
  });

  it("find a model whose answer depends on the rows around", async () => {
    let calls = 0;
    const counting = contextOf(A_VALUE, () => {
      calls += 1;
      return [calls];
    });
    for (const name of ["row-order", "one-at-a-time"])
      assert.equal((await verdictOf(generated({ properties: [name] }), counting)).passed, false, name);
  });

  it("hold an unseen category and a missing value to what the recipe says", async () => {
    const sound = contextOf(A_VALUE, () => [1]);
    const encoder = (unseen: string) => [
      { options: { step: "ordinal-encode", columns: ["c"], unseen, enabled: true }, columns: ["c"], state: {} },
    ];
    const saying = (unseen: string) => ({ ...sound.trained.recipe, steps: encoder(unseen) as never });
    // the model itself goes on reading raw rows: what the recipe claims is what is looked at
    const claims = (unseen: string) => ({ ...sound, trained: { ...sound.trained, recipe: saying(unseen) } });
    const test = generated({ properties: ["unseen-category"] });
    assert.equal((await verdictOf(test, claims("ignore"))).passed, true);
    const { passed, failing } = await verdictOf(test, claims("error"));
    assert.equal(passed, false, "it says error and predicts");
    assert.equal(failing[0]?.input.c, "unseen");
    assert.equal((await verdictOf(generated({ properties: ["missing-value"] }), sound)).passed, true);
    const silent = contextOf(A_VALUE, (x) => [Number.isNaN(x) ? Number.NaN : 1]);
    assert.equal((await verdictOf(generated({ properties: ["missing-value"] }), silent)).passed, false);
  });

  it("look at rows around the weak segments", async () => {
    const titles: string[] = [];
    const rows = async () => [
      { x: 1, c: "a" },
      { x: 7, c: "b" },
    ];
    const weak = { title: "c is b", holds: (row: Record<string, unknown>) => row.c === "b" };
    const context = contextOf(A_VALUE, (x) => [x > 6 && x < 8 ? Number.NaN : 1], { segments: [weak], rows });
    const { passed, failing, sentence } = await verdictOf(generated({ properties: ["weak-segments"] }), context);
    titles.push(sentence);
    assert.equal(passed, false);
    assert.ok(Number(failing[0]?.input.x) > 6);
    assert.match(titles[0] ?? "", /c is b/);
  });

  it("end at once when they are cancelled", async () => {
    const controller = new AbortController();
    const context = contextOf(A_VALUE, () => {
      controller.abort();
      return [1];
    });
    await assert.rejects(verdictOf(generated({ runs: 10_000 }), { ...context, signal: controller.signal }), { code: "cancelled" });
    assert.equal(never.aborted, false);
  });
});
