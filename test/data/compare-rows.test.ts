import assert from "node:assert/strict";
import fc from "fast-check";
import { changedRows } from "../../src/engine/data/compare/rows.ts";
import type { RowChanges, RowChangesQuery } from "../../src/protocol/compare.ts";
import { opening } from "./opening.ts";
import { fileOf, refuses } from "./support.ts";

describe("changes of rows", () => {
  const { engine, folder } = opening(12);
  const changes = (before: string, after: string, query: Partial<RowChangesQuery> = {}): Promise<RowChanges> =>
    changedRows(engine, folder, { before: { file: before }, after: { file: after }, key: ["id"], from: 0, count: 100, ...query }, {});
  const old = () => fileOf("id,name,n\n1,ann,1\n2,bob,2\n3,cy,\n4,dee,4\n");

  it("are the rows added, removed and changed, with the cells that differ", async () => {
    const found = await changes(old(), fileOf("id,name,n\n4,dee,4\n3,cy,3\n1,Ann,5\n9,new,9\n"));
    assert.deepEqual([found.added, found.removed, found.changed, found.same, found.matching], [1, 1, 2, 1, 4]);
    assert.deepEqual(found.rows, [
      { kind: "changed", before: 3, after: 2 },
      { kind: "changed", before: 1, after: 3 },
      { kind: "added", before: null, after: 4 },
      { kind: "removed", before: 2, after: null },
    ]);
    assert.deepEqual(found.columns, [
      { name: "id", before: [3, 1, null, 2], after: [3, 1, 9, null], changed: [] },
      { name: "name", before: ["cy", "ann", null, "bob"], after: ["cy", "Ann", "new", null], changed: [1] },
      { name: "n", before: [null, 1, null, 2], after: [3, 5, 9, null], changed: [0, 1] },
    ]);
    assert.deepEqual(found.changedColumns, [
      { name: "n", rows: 2 },
      { name: "name", rows: 1 },
    ]);
    assert.deepEqual(found.repeated, { before: 0, after: 0 });
  });

  it("are paged, of the kinds and columns asked for", async () => {
    const after = fileOf("id,name,n\n4,dee,4\n3,cy,3\n1,Ann,5\n9,new,9\n");
    const before = old();
    const page = await changes(before, after, { kinds: ["removed", "added"], from: 1, count: 1 });
    assert.deepEqual([page.matching, page.rows], [2, [{ kind: "removed", before: 2, after: null }]]);
    const names = await changes(before, after, { columns: ["name"] });
    assert.deepEqual([names.changed, names.same, names.columns.map(({ name }) => name)], [1, 2, ["id", "name"]]);
  });

  it("are none where a value is only stored otherwise, and a new column is no change", async () => {
    const found = await changes(old(), fileOf("id,name,n,more\n1,ann,1.0,x\n2,bob,2.0,x\n3,cy,,x\n4,dee,4.5,x\n"));
    assert.deepEqual([found.changed, found.same], [1, 3]);
    assert.deepEqual(found.columns.find(({ name }) => name === "n")?.changed, [0]);
  });

  it("pair rows of a repeated or missing key in their order, and say how many there are", async () => {
    const found = await changes(fileOf("id,v\n1,a\n1,b\n,c\n2,d\n"), fileOf("id,v\n1,a\n1,x\n1,z\n,c\n2,d\n"));
    assert.deepEqual([found.added, found.removed, found.changed, found.same], [1, 0, 1, 3]);
    assert.deepEqual(found.repeated, { before: 2, after: 3 });
  });

  it("need a key that both sides have", async () => {
    await refuses(changes(old(), old(), { key: ["nam"] }), "column-missing");
    await refuses(changes(old(), fileOf("i,v\n1,a\n")), "column-missing");
  });

  const table = fc.array(
    fc.tuple(fc.option(fc.integer({ min: 0, max: 9 })), fc.constantFrom("a", "b", ""), fc.integer({ min: 0, max: 1 })),
    {
      minLength: 1,
      maxLength: 20,
    },
  );
  type Table = [key: number | null, v: string, w: number][];

  it("are what pairing by hand finds", async function () {
    this.timeout(300_000);
    const write = (rows: Table) => fileOf(`id,v,w\n${rows.map((row) => row.map((cell) => cell ?? "").join(",")).join("\n")}\n`);
    const property = fc.asyncProperty(table, table, async (before, after) => {
      const found = await changes(write([[99, "a", 0], ...before]), write([[99, "a", 0], ...after]));
      const [first, second] = [keyed(before), keyed(after)];
      const common = [...first.keys()].filter((key) => second.has(key));
      const changed = common.filter((key) => first.get(key) !== second.get(key)).length;
      assert.deepEqual(
        [found.added, found.removed, found.changed, found.same],
        [second.size - common.length, first.size - common.length, changed, common.length - changed + 1],
      );
      assert.equal(found.rows.length, found.matching);
    });
    await fc.assert(property, { numRuns: 30 });
  });
});

/** Rows by key and turn among the rows of that key. */
function keyed(rows: [key: number | null, v: string, w: number][]): Map<string, string> {
  const seen = new Map<string, number>();
  return new Map(
    rows.map(([key, ...rest]) => {
      const turn = (seen.get(String(key)) ?? 0) + 1;
      seen.set(String(key), turn);
      return [`${key}/${turn}`, rest.join()];
    }),
  );
}
