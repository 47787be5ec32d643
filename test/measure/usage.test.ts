import assert from "node:assert/strict";
import { isDisturbed, type Usage, usageNow } from "../../src/engine/measure/usage.ts";

/** A second of two cores, of which this process took `own` milliseconds and all together `all`. */
const second = (own: number, all: number | null) =>
  isDisturbed({ at: 500, own: 70, all: all === null ? null : 9000 }, { at: 1500, own: 70 + own, all: all === null ? null : 9000 + all }, 2);

describe("how busy the machine is while something is measured", () => {
  it("counts what others take, of all cores", () => {
    assert.equal(second(1000, 1200), false);
    assert.equal(second(1000, 2000), true);
    assert.equal(second(2000, 2000), false);
    assert.equal(second(1500, 2000), true);
  });

  it("counts it as busy where the process got less than it could use, whatever can be told of others", () => {
    assert.equal(second(500, null), true);
    assert.equal(second(950, null), false);
    assert.equal(second(500, 500), true);
  });

  it("says nothing of no time at all", () => {
    const now: Usage = { at: 3, own: 1, all: 5 };
    assert.equal(isDisturbed(now, now), false);
  });

  it("is read from the machine: what this process computes counts as its own", () => {
    const from = usageNow();
    while (usageNow().own - from.own < 30);
    const to = usageNow();
    assert.ok(to.at > from.at);
    assert.ok(from.all === null || (to.all as number) >= from.all);
  });
});
