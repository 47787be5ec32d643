import assert from "node:assert/strict";
import { Stopwatch } from "../../src/engine/measure/stopwatch.ts";
import type { Usage } from "../../src/engine/measure/usage.ts";

const watching = (bounds: Partial<ConstructorParameters<typeof Stopwatch>[0]> = {}) =>
  new Stopwatch({
    warmUp: 0,
    compiles: false,
    giveUpAbove: Number.POSITIVE_INFINITY,
    usage: () => ({ at: 0, own: 0, all: null }),
    ...bounds,
  });

describe("the pace of a training", () => {
  it("is that after its first step", () => {
    const watch = watching();
    assert.equal(watch.mark(1, 900), null);
    for (let i = 1; i < 25; i += 1) assert.equal(watch.mark(1 + i * 10, 900 + i * 20), null);
    assert.deepEqual(watch.mark(251, 1400), { step: 2, ready: 900 });
  });

  it("leaves out what held it up", () => {
    const watch = watching();
    watch.mark(1, 900);
    watch.mark(2, 1250); // a graph is made
    for (let i = 1; i < 11; i += 1) watch.mark(2 + i * 10, 1250 + i * 20);
    assert.equal(watch.mark(112, 1470)?.step, 2);
  });

  it("counts no step twice, and only those after the warm-up", () => {
    const watch = watching({ warmUp: 10 });
    assert.equal(watch.mark(5, 600), null);
    assert.equal(watch.mark(10, 1000), null);
    assert.equal(watch.mark(10, 1700), null);
    assert.equal(watch.mark(12, 2000), null);
    assert.deepEqual(watch.mark(14, 3000), { step: 500, ready: 600 });
  });

  it("is not waited for where it is clearly slow", () => {
    const watch = watching({ giveUpAbove: 20 });
    for (const [steps, at] of [
      [1, 500],
      [2, 560],
      [3, 610],
    ] as const)
      assert.equal(watch.mark(steps, at), null);
    assert.deepEqual(watch.mark(4, 665), { step: 50, ready: 500, givenUp: true });
  });

  it("is not given up while a graph is made", () => {
    const watch = watching({ giveUpAbove: 5, compiles: true });
    for (let i = 0; i < 4; i += 1) assert.equal(watch.mark(1 + i, 500 + 50 * i), null);
    for (let i = 1; i < 9; i += 1) assert.equal(watch.mark(4 + 50 * i, 850 + 50 * i), null);
    assert.deepEqual(watch.mark(504, 1350), { step: 1, ready: 500 });
  });

  it("of what becomes a graph is known by many steps, or after some seconds", () => {
    const watch = watching({ compiles: true });
    for (let i = 0; i < 20; i += 1) assert.equal(watch.mark(1 + i, 500 + 50 * i), null);
    assert.deepEqual(watch.mark(300, 1650), { step: 200 / 280, ready: 500 });
    const slow = watching({ compiles: true });
    for (let i = 0; i < 20; i += 1) assert.equal(slow.mark(1 + i, 500 + 100 * i), null);
    assert.equal(slow.mark(21, 2500)?.step, 100);
  });

  it("is marked where others held it up, from its first step to its last", () => {
    const readings: Usage[] = [
      { at: 900, own: 700, all: null },
      { at: 1500, own: 900, all: null },
    ];
    const watch = watching({ usage: () => readings.shift() as Usage });
    for (const steps of [1, 2, 3]) assert.equal(watch.mark(steps, 900 + steps), null);
    assert.deepEqual(watch.mark(4, 1501), { step: 200, ready: 901, disturbed: 1 });
    assert.deepEqual(readings, []);
  });

  it("is known by few steps where they take long, and by none where there were none", () => {
    const watch = watching();
    assert.deepEqual(watch.end(), { step: null, ready: 0 });
    watch.mark(1, 5000);
    assert.deepEqual(watch.end(), { step: null, ready: 5000 });
    assert.deepEqual(watch.mark(2, 8000), { step: 3000, ready: 5000 });
  });
});
