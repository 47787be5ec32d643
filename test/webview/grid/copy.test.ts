import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { fetchedText, knownText } from "../../../webview/grid/copy.ts";
import { Pages } from "../../../webview/grid/pages.ts";
import type { PageWanted } from "../../../webview/grid/types.ts";
import { pageOf } from "./rows.ts";

describe("copying cells of a grid", () => {
  it("takes what is known as it is, and says when some is not", async () => {
    const pages = new Pages(
      async (wanted) => pageOf(wanted, 1000, 3),
      () => undefined,
    );
    pages.show({ first: 0, last: 20 }, { first: 0, last: 3 });
    await turn();
    assert.equal(knownText(pages, { top: 3, bottom: 4, left: 1, right: 2 }), "3:1\t3:2\n4:1\t4:2");
    assert.equal(knownText(pages, { top: 190, bottom: 210, left: 0, right: 0 }), null);
  });

  it("fetches the rest in pages of rows and columns, and leaves nothing out", async () => {
    const asked: PageWanted[] = [];
    const names = Array.from({ length: 450 }, (_, at) => `c${at}`);
    const text = await fetchedText(
      async (wanted) => {
        asked.push(wanted);
        return pageOf(wanted, 5000, 450);
      },
      names,
      { top: 10, bottom: 2100, left: 5, right: 420 },
    );
    const rows = text.split("\n").map((row) => row.split("\t"));
    assert.deepEqual([rows.length, rows[0]?.length], [2091, 416]);
    assert.deepEqual([rows[0]?.[0], rows.at(-1)?.at(-1)], ["10:5", "2100:420"]);
    assert.ok(asked.every(({ count, columns }) => count <= 1000 && (columns?.length ?? 0) <= 200));
    assert.deepEqual([...new Set(asked.map(({ from }) => from))], [10, 1010, 2010]);
  });

  it("ends where the rows do", async () => {
    const text = await fetchedText(async (wanted) => pageOf(wanted, 3, 1), ["c0"], { top: 1, bottom: 5000, left: 0, right: 0 });
    assert.equal(text, "1:0\n2:0");
  });
});
