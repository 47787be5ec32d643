import assert from "node:assert/strict";
import { paceOf } from "../../src/engine/run/pace.ts";

describe("the pace of a training", () => {
  it("tells what is left once it moved", () => {
    const pace = paceOf();
    assert.equal(pace(0.1, 0), null);
    assert.equal(pace(0.2, 100), null, "too short a time to tell");
    assert.equal(pace(0.3, 1000), 3500);
    assert.equal(pace(1, 8000), 0);
  });

  it("is that of the last while: a slow start is forgotten", () => {
    const pace = paceOf();
    pace(0, 0);
    pace(0.1, 100_000);
    for (let at = 1; at <= 40; at += 1) pace(0.1 + at / 100, 100_000 + at * 1000);
    const left = pace(0.51, 141_000);
    assert.ok(left !== null && Math.abs(left - 49_000) < 500, String(left));
  });

  it("begins anew where a training does, and knows nothing without a fraction", () => {
    const pace = paceOf();
    pace(0, 0);
    pace(0.9, 9000);
    assert.equal(pace(0, 10_000), null);
    assert.equal(pace(0.5, 15_000), 5000);
    assert.equal(pace(null, 16_000), null);
    assert.equal(pace(0.6, 17_000), null);
  });

  it("slows down while nothing moves", () => {
    const pace = paceOf();
    pace(0, 0);
    assert.equal(pace(0.5, 1000), 1000);
    assert.equal(pace(0.5, 3000), 3000);
  });
});
