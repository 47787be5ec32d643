import assert from "node:assert/strict";
import fc from "fast-check";
import { ScaledScroll } from "../../../webview/grid/scroll.ts";

const ROW = 25;
const VIEW = 600;
const rows = fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 200_000, max: 12_000_000 }));

function scrollOf(count: number): ScaledScroll {
  const scroll = new ScaledScroll();
  scroll.resize(count * ROW, VIEW);
  return scroll;
}

describe("scrolling through more than a browser can hold", () => {
  it("stays within what browsers can show, for ten million rows", () => {
    const scroll = scrollOf(10_000_000);
    assert.ok(scroll.height < 16_000_000 / 2, "also at 200 %");
    scroll.scrolled(scroll.height - VIEW);
    assert.equal(scroll.offset, 10_000_000 * ROW - VIEW, "the last row is reached");
    scroll.scrolled(0);
    assert.equal(scroll.offset, 0);
  });

  it("is plain scrolling where that is enough", () => {
    const scroll = scrollOf(1000);
    assert.equal(scroll.height, 25_000);
    scroll.scrolled(1234);
    assert.equal(scroll.offset, 1234);
  });

  it("moves by the pixels of a step, and by share when the bar is pulled", () => {
    const scroll = scrollOf(10_000_000);
    scroll.to(50_000_000);
    const { position } = scroll;
    scroll.scrolled(position + 100);
    assert.equal(scroll.offset, 50_000_100);
    scroll.scrolled(scroll.height / 2 - VIEW / 2);
    assert.ok(Math.abs(scroll.offset - (10_000_000 * ROW) / 2) < VIEW);
  });

  it("stays within the content, and knows the position that belongs to an offset", () => {
    fc.assert(
      fc.property(rows, fc.array(fc.double({ min: -0.2, max: 1.2, noNaN: true }), { maxLength: 12 }), (count, shares) => {
        const scroll = scrollOf(count);
        const end = Math.max(0, count * ROW - VIEW);
        for (const [at, share] of shares.entries()) {
          if (at % 2 === 0) scroll.to(share * end);
          else scroll.scrolled(Math.max(0, Math.min(Math.max(0, scroll.height - VIEW), scroll.position + share * 400)));
          assert.ok(scroll.offset >= 0 && scroll.offset <= end, `${scroll.offset} of ${end}`);
          assert.ok(scroll.position >= 0 && scroll.position <= Math.max(0, scroll.height - VIEW) + 1e-6);
        }
        const { offset } = scroll;
        scroll.to(offset);
        const settled = scroll.position;
        scroll.scrolled(settled);
        assert.equal(scroll.offset, offset, "the event that follows changes nothing");
      }),
    );
  });

  it("shrinks with its content", () => {
    const scroll = scrollOf(10_000_000);
    scroll.to(200_000_000);
    scroll.resize(100 * ROW, VIEW);
    assert.equal(scroll.offset, 100 * ROW - VIEW);
    scroll.resize(2 * ROW, VIEW);
    assert.deepEqual([scroll.offset, scroll.position], [0, 0]);
  });
});
