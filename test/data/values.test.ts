import assert from "node:assert/strict";
import { columnValues } from "../../src/engine/data/rows/values.ts";
import type { ColumnValues, ColumnValuesQuery } from "../../src/protocol/rows.ts";
import { opening } from "./opening.ts";
import { fileOf, refuses } from "./support.ts";

describe("values of columns", () => {
  const { open } = opening();
  const values = (query: ColumnValuesQuery): Promise<ColumnValues[]> => open(query, (opened) => columnValues(opened, query, {}));
  const rows = Array.from({ length: 40 }, (_, i) => `${i === 7 ? "" : i},${"abc"[i % 3]},2020-01-${String((i % 20) + 1).padStart(2, "0")}`);
  const file = fileOf(`n,t,d\n${rows.join("\n")}\n`);

  it("are counted in even bins over all rows, or by how often they occur", async () => {
    const [n, t, d] = await values({ file, columns: ["n", "t", "d"] });
    assert.deepEqual([n?.count, n?.missing, n?.top], [39, 1, []]);
    assert.equal(n?.histogram?.length, 20);
    assert.deepEqual(
      [n?.histogram?.[0], n?.histogram?.[3]?.count, n?.histogram?.at(-1)],
      [{ from: 0, to: 1.95, count: 2 }, 1, { from: 37.05, to: 39, count: 2 }],
    );
    assert.deepEqual(
      [t?.histogram, t?.top],
      [
        null,
        [
          { value: "a", count: 14 },
          { value: "b", count: 13 },
          { value: "c", count: 13 },
        ],
      ],
    );
    assert.equal(d?.histogram?.[0]?.from, Date.UTC(2020, 0, 1));
    assert.equal(
      d?.histogram?.reduce((sum, { count }) => sum + count, 0),
      40,
    );
  });

  it("follow filters and search, in the same bins", async () => {
    const all = await values({ file, columns: ["n"] });
    const [n, t] = await values({ file, columns: ["n", "t"], filters: [{ column: "n", test: "range", from: 0, to: 10 }], search: "b" });
    assert.deepEqual(
      n?.histogram?.map(({ from, to }) => [from, to]),
      all[0]?.histogram?.map(({ from, to }) => [from, to]),
    );
    assert.deepEqual([n?.count, n?.histogram?.reduce((sum, { count }) => sum + count, 0), t?.top], [2, 2, [{ value: "b", count: 2 }]]);
  });

  it("are counted between the edges given, the last of which belongs to its bin", async () => {
    const [n] = await values({ file, columns: ["n"], edges: { n: [0, 10, 20, 30] } });
    assert.deepEqual(n?.histogram, [
      { from: 0, to: 10, count: 9 },
      { from: 10, to: 20, count: 10 },
      { from: 20, to: 30, count: 11 },
    ]);
  });

  it("of a column with one value, or none, are told too", async () => {
    const odd = fileOf("one,none\n5,\n5,\n");
    const [one, none] = await values({ file: odd, columns: ["one", "none"] });
    assert.deepEqual(one?.histogram, [{ from: 4.5, to: 5.5, count: 2 }]);
    assert.deepEqual([none?.count, none?.missing, none?.top], [0, 2, []]);
    await refuses(values({ file: odd, columns: ["two"] }), "column-missing");
  });
});
