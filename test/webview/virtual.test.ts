import assert from "node:assert/strict";
import fc from "fast-check";
import { sliceOf } from "../../webview/shared/virtual.ts";

const ROW = 30;
const lists = fc.record({
  count: fc.integer({ min: 1, max: 3000 }),
  tall: fc.array(fc.tuple(fc.nat(2999), fc.integer({ min: 1, max: 900 })), { maxLength: 8 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  height: fc.integer({ min: 50, max: 1500 }),
});

describe("the rows of a long list that are in view", () => {
  it("stand for the whole list's height, and cover the view", () => {
    fc.assert(
      fc.property(lists, ({ count, tall, share, height }) => {
        const extra = new Map(tall.filter(([at]) => at < count));
        const heights = Array.from({ length: count }, (_, at) => ROW + (extra.get(at) ?? 0));
        const sum = (from: number, to: number) => heights.slice(from, to).reduce((total, one) => total + one, 0);
        const total = sum(0, count);
        const top = Math.max(0, Math.floor((total - height) * share));
        const { first, last, before, after } = sliceOf(count, ROW, extra, top, height);
        assert.equal(before, sum(0, first));
        assert.equal(after, sum(last, count));
        assert.ok(before <= top, "nothing missing above");
        assert.ok(total - after >= Math.min(total, top + height), "nothing missing below");
        assert.ok(last - first <= height / ROW + 16, `${last - first} rows`);
      }),
    );
  });

  it("are none of an empty list", () => {
    assert.deepEqual(sliceOf(0, ROW, new Map(), 0, 500), { first: 0, last: 0, before: 0, after: 0 });
  });
});
