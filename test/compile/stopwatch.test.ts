import assert from "node:assert/strict";
import { Stopwatch } from "../../src/engine/compile/stopwatch.ts";

describe("a stopwatch of steps", () => {
  const watched = (...laps: (readonly [ms: number, count?: number])[]) => {
    const watch = new Stopwatch();
    for (const [ms, count] of laps) watch.add(ms, count);
    return watch;
  };

  it("knows nothing of none, and of the first", () => {
    assert.deepEqual(watched().time, { count: 0, ms: null });
    assert.deepEqual(watched([50]).time, { count: 1, ms: null });
    assert.deepEqual(watched([50]).quickTime, { count: 1, ms: null });
  });

  it("tells what one of them takes, by their number", () => {
    assert.deepEqual(watched([50], [10, 5], [2]).time, { count: 7, ms: 2 });
  });

  it("is not misled by the slow ones that come first: a quarter are quicker", () => {
    assert.deepEqual(watched([50], [30], [20], [9], [8], [4], [4], [3], [3]).quickTime, { count: 9, ms: 4 });
  });
});
