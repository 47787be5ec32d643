import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { BLOCK_ROWS, Pages } from "../../../webview/grid/pages.ts";
import { heldSource, pageOf } from "./rows.ts";

const nothing = () => undefined;
const all = { first: 0, last: 4 };

describe("pages of a grid", () => {
  it("ask for what is in view only, and know it afterwards", async () => {
    const { source, calls } = heldSource(1000, 4);
    const pages = new Pages(source, nothing);
    pages.show({ first: 0, last: 30 }, all);
    assert.deepEqual(calls[0]?.wanted, { from: 0, count: BLOCK_ROWS });
    assert.equal(pages.value(3, 2), undefined);
    calls[0].answer();
    await turn();
    assert.equal(pages.value(3, 2), "3:2");
    assert.equal(pages.number(3, 0), 4);
    assert.deepEqual([pages.matching, pages.total, pages.names], [1000, 1000, ["c0", "c1", "c2", "c3"]]);
    pages.show({ first: 10, last: 40 }, all);
    assert.equal(calls.length, 1, "all of it is known");
    pages.show({ first: 190, last: 230 }, all);
    assert.deepEqual(calls[1]?.wanted, { from: BLOCK_ROWS, count: BLOCK_ROWS, columns: ["c0", "c1", "c2", "c3"] });
  });

  it("give up what went out of view on its way, and never ask for more than two at a time", async () => {
    const { source, calls } = heldSource(1_000_000, 4);
    const pages = new Pages(source, nothing);
    pages.show({ first: 0, last: 30 }, all);
    calls[0]?.answer();
    await turn();
    for (let row = 0; row < 100_000; row += 5_000) pages.show({ first: row, last: row + 30 }, all);
    assert.ok(calls.length <= 3, `${calls.length} calls while scrolling`);
    assert.ok(calls.slice(1).every(({ options }) => options.signal?.aborted));
    await turn();
    const last = calls.at(-1);
    assert.equal(last?.wanted.from, 95_000);
    assert.equal(last.options.signal?.aborted, false);
    last.answer();
    await turn();
    assert.equal(pages.value(95_001, 0), "95001:0");
    assert.equal(pages.busy, false);
  });

  it("take a late answer of an earlier view for nothing", async () => {
    const first = heldSource(10, 2);
    let told = 0;
    const old = new Pages(first.source, () => (told += 1));
    old.show({ first: 0, last: 10 }, { first: 0, last: 2 });
    old.dispose();
    first.calls[0]?.answer();
    await turn();
    assert.equal(old.ready, false);
    assert.equal(told, 0);
  });

  it("fetch the columns in view of a wide table", async () => {
    const { source, calls } = heldSource(500, 2000);
    const pages = new Pages(source, nothing);
    pages.show({ first: 0, last: 30 }, { first: 0, last: 8 });
    calls[0]?.answer();
    await turn();
    assert.equal(pages.value(0, 199), "0:199", "the first answer has 200");
    assert.equal(pages.value(0, 200), undefined);
    pages.show({ first: 0, last: 30 }, { first: 1237, last: 1245 });
    assert.deepEqual([calls[1]?.wanted.columns?.[0], calls[1]?.wanted.columns?.length], ["c1200", 50]);
    calls[1]?.answer();
    await turn();
    assert.equal(pages.value(7, 1240), "7:1240");
  });

  it("say what went wrong, and try again when asked", async () => {
    const { source, calls } = heldSource(10, 2);
    const pages = new Pages(source, nothing);
    pages.show({ first: 0, last: 10 }, all);
    calls[0]?.fail(new Error("gone"));
    await turn();
    assert.equal(pages.error?.code, "unexpected");
    pages.show({ first: 0, last: 10 }, all);
    assert.equal(calls.length, 1, "not again by itself");
    pages.retry();
    calls[1]?.answer();
    await turn();
    assert.equal(pages.value(0, 0), "0:0");
    assert.equal(pages.error, null);
  });

  it("stop when told so", async () => {
    const { source, calls } = heldSource(10, 2);
    const pages = new Pages(source, nothing);
    pages.show({ first: 0, last: 10 }, all);
    pages.cancel();
    await turn();
    assert.equal(calls[0]?.options.signal?.aborted, true);
    assert.equal(pages.error?.code, "cancelled");
    assert.equal(pages.busy, false);
  });

  it("start anew when the data turn out to be other data", async () => {
    let rows = 1000;
    const pages = new Pages(async (wanted) => pageOf(wanted, rows, 2), nothing);
    pages.show({ first: 0, last: 10 }, { first: 0, last: 2 });
    await turn();
    rows = 900;
    pages.show({ first: 190, last: 220 }, { first: 0, last: 2 });
    await turn();
    await turn();
    assert.equal(pages.matching, 900);
    assert.equal(pages.value(199, 0), "199:0", "fetched again");
    assert.equal(pages.value(205, 0), "205:0");
  });

  it("keep a bounded number of cells", async () => {
    const pages = new Pages(async (wanted) => pageOf(wanted, 100_000, 2), nothing);
    for (let row = 0; row < 100_000; row += BLOCK_ROWS) {
      pages.show({ first: row, last: row + 20 }, { first: 0, last: 2 });
      await turn();
    }
    const known = Array.from({ length: 500 }, (_, at) => pages.value(at * BLOCK_ROWS, 0)).filter((value) => value !== undefined);
    assert.ok(known.length <= 81, `${known.length} blocks`);
  });

  it("hold an empty view", async () => {
    const pages = new Pages(async (wanted) => pageOf(wanted, 0, 2), nothing);
    pages.show({ first: 0, last: 0 }, { first: 0, last: 2 });
    await turn();
    pages.show({ first: 0, last: 0 }, { first: 0, last: 2 });
    assert.deepEqual([pages.ready, pages.matching, pages.busy], [true, 0, false]);
  });
});
