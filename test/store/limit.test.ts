import assert from "node:assert/strict";
import { limitTo } from "../../src/shared/limit.ts";

describe("store: git processes at a time", () => {
  it("are so many and no more, in order, and a failure makes room as well", async () => {
    const inTurn = limitTo(3);
    let running = 0;
    let most = 0;
    const started: number[] = [];
    const work = (i: number) => async () => {
      started.push(i);
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      if (i % 3 === 0) throw new Error(String(i));
      return i;
    };
    const all = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => inTurn(work(i))));
    assert.equal(most, 3);
    assert.deepEqual(
      started,
      Array.from({ length: 20 }, (_, i) => i),
    );
    assert.deepEqual(
      all.map(({ status }) => status),
      all.map((_, i) => (i % 3 === 0 ? "rejected" : "fulfilled")),
    );
    assert.equal(await inTurn(work(1)), 1);
  });
});
