import assert from "node:assert/strict";
import fc from "fast-check";
import { pageQuery } from "../../src/engine/data/rows/door.ts";
import type { Cell, RowFilter, RowOrder } from "../../src/protocol/rows.ts";
import { PENGUINS } from "../support/paths.ts";
import { opening, rowsOf } from "./opening.ts";
import { fileOf, refuses } from "./support.ts";

describe("a page of rows", () => {
  const { page } = opening();
  const content = 'n,name,when,flag\n3,Bob,2020-01-02,true\n,ann,,false\n-1,"Zoé, x",2019-12-31,\n10,Ann,2020-01-02,true\n';
  const file = fileOf(content);

  it("is the rows asked for, in the file's order, with what the columns hold", async () => {
    const found = await page({ file, from: 1, count: 2 });
    assert.deepEqual(found, {
      matching: 4,
      total: 4,
      from: 1,
      numbers: [2, 3],
      columns: [
        { name: "n", storage: "BIGINT", values: [null, -1] },
        { name: "name", storage: "VARCHAR", values: ["ann", "Zoé, x"] },
        { name: "when", storage: "DATE", values: [null, "2019-12-31"] },
        { name: "flag", storage: "BOOLEAN", values: [false, null] },
      ],
      names: ["n", "name", "when", "flag"],
    });
  });

  it("has only the columns asked for, in that order, and ends where the rows end", async () => {
    const found = await page({ file, from: 3, count: 50, columns: ["flag", "n"] });
    assert.deepEqual([found.numbers, rowsOf(found), found.names.length], [[4], [[true, 10]], 4]);
    assert.deepEqual((await page({ file, from: 9, count: 5 })).numbers, []);
    await refuses(page({ file, columns: ["nam"] }), "column-missing");
  });

  it("sorts numbers by value and text by code point, missing values last either way, ties by row number", async () => {
    const by = async (...order: RowOrder[]) => (await page({ file, order })).numbers;
    assert.deepEqual(await by({ column: "n" }), [3, 1, 4, 2]);
    assert.deepEqual(await by({ column: "n", descending: true }), [4, 1, 3, 2]);
    assert.deepEqual(await by({ column: "name" }), [4, 1, 3, 2]);
    assert.deepEqual(await by({ column: "when", descending: true }), [1, 4, 3, 2]);
    assert.deepEqual(await by({ column: "when" }, { column: "n", descending: true }), [3, 4, 1, 2]);
  });

  it("filters; a missing value passes `missing` alone", async () => {
    const by = async (...filters: RowFilter[]) => (await page({ file, filters })).numbers;
    assert.deepEqual(await by({ column: "n", test: "equals", values: ["3.0", "10"] }), [1, 4]);
    assert.deepEqual(await by({ column: "n", test: "equals", values: ["3"], not: true }), [3, 4]);
    assert.deepEqual(await by({ column: "n", test: "range", from: -1, to: 10 }), [1, 3]);
    assert.deepEqual(await by({ column: "n", test: "range", from: null, to: 10, closed: true }), [1, 3, 4]);
    assert.deepEqual(await by({ column: "n", test: "range", from: 3, to: null, not: true }), [3]);
    assert.deepEqual(await by({ column: "when", test: "range", from: Date.UTC(2020, 0, 1), to: null }), [1, 4]);
    assert.deepEqual(await by({ column: "when", test: "equals", values: ["2020-01-02"] }), [1, 4]);
    assert.deepEqual(await by({ column: "name", test: "contains", text: "AN" }), [2, 4]);
    assert.deepEqual(await by({ column: "name", test: "equals", values: ["Ann"] }), [4]);
    assert.deepEqual(await by({ column: "flag", test: "missing" }), [3]);
    assert.deepEqual(await by({ column: "flag", test: "missing", not: true }), [1, 2, 4]);
    assert.deepEqual(await by({ column: "flag", test: "equals", values: ["true"] }), [1, 4]);
    assert.deepEqual(await by({ column: "flag", test: "equals", values: [] }), []);
    assert.deepEqual(await by({ column: "name", test: "contains", text: "n" }, { column: "n", test: "missing", not: true }), [4]);
    assert.deepEqual(await by({ column: "row", test: "rows", numbers: [4, 2, 99] }), [2, 4]);
    assert.deepEqual(
      await by({ column: "row", test: "rows", numbers: [4, 2], not: true }, { column: "n", test: "missing", not: true }),
      [1, 3],
    );
    assert.deepEqual(await by({ column: "row", test: "rows", numbers: [] }), []);
    await refuses(by({ column: "name", test: "range", from: 0, to: 1 }), "row-filter-unfit");
    await refuses(by({ column: "x", test: "missing" }), "column-missing");
  });

  it("searches every column as it is shown, without regard to case", async () => {
    const by = async (search: string) => (await page({ file, search })).numbers;
    assert.deepEqual(await by("ANN"), [2, 4]);
    assert.deepEqual(await by("zOÉ"), [3]);
    assert.deepEqual(await by("2020-01"), [1, 4]);
    assert.deepEqual(await by("1"), [1, 3, 4]);
    assert.deepEqual(await by("als"), [2]);
    assert.deepEqual(await by("no such"), []);
    assert.deepEqual((await page({ file, search: "ann", order: [{ column: "n" }] })).matching, 2);
  });

  it("searches hundreds of columns, and shows those asked for", async () => {
    const names = Array.from({ length: 250 }, (_, i) => `c${i}`);
    const wide = fileOf(`${names.join()}\n${[1, 2, 3].map((row) => names.map((_, i) => `r${row}x${i * row}`).join()).join("\n")}\n`);
    assert.deepEqual((await page({ file: wide, search: "R2x498", columns: ["c249"] })).columns[0]?.values, ["r2x498"]);
    assert.deepEqual((await page({ file: wide, search: "x0", filters: [{ column: "c1", test: "contains", text: "x2" }] })).numbers, [2]);
    const found = await page({ file: wide });
    assert.deepEqual([found.columns.length, found.names.length], [200, 250]);
  });

  it("is refused at the engine's door where it asks for too much or for nothing that there is", () => {
    const asked = { file: "a.csv", from: 0, count: 10 };
    assert.ok(pageQuery.safeParse({ ...asked, filters: [{ column: "a", test: "missing" }], order: [{ column: "a" }] }).success);
    const wrong = [
      { count: 1_001 },
      { from: -1 },
      { columns: names201 },
      { filters: [{ column: "a", test: "like" }] },
      { split: "dev" },
      { file: "" },
    ];
    for (const change of wrong) assert.ok(!pageQuery.safeParse({ ...asked, ...change }).success, JSON.stringify(change).slice(0, 60));
  });

  const names201 = Array.from({ length: 201 }, (_, i) => `c${i}`);

  it("shows what JavaScript cannot hold as text", async () => {
    const odd = fileOf(
      'big,huge,real,list,at\n9007199254740993,170141183460469231731687303715884105727,inf,"[1,2]",2020-01-02 03:04:05.678\n1,2,-0.5,,\n',
    );
    const found = await page({ file: odd, columns: ["big", "real", "at"] });
    assert.deepEqual(rowsOf(found), [
      ["9007199254740993", "Infinity", "2020-01-02T03:04:05.678"],
      [1, -0.5, null],
    ]);
    const again = await page({ file: odd, filters: [{ column: "at", test: "equals", values: ["2020-01-02T03:04:05.678Z"] }] });
    assert.deepEqual(again.numbers, [1]);
    assert.deepEqual((await page({ file: odd, filters: [{ column: "real", test: "equals", values: ["Infinity"] }] })).numbers, [1]);
    assert.deepEqual((await page({ file: odd, filters: [{ column: "real", test: "range", from: 0, to: null }] })).numbers, []);
  });

  it("knows rows of a sample by their number in the file", async () => {
    const found = await page({ file: PENGUINS, sample: 10, count: 4, from: 3, columns: [] });
    assert.equal(found.total, 10);
    assert.equal(found.numbers.length, 4);
    const all = await page({ file: PENGUINS, sample: 10, columns: ["species"] });
    assert.deepEqual(all.numbers.slice(3, 7), found.numbers);
    const sorted = await page({ file: PENGUINS, sample: 10, columns: [], order: [{ column: "species", descending: true }] });
    assert.deepEqual(new Set(sorted.numbers), new Set(all.numbers));
  });

  it("finds scattered rows of large data", async () => {
    const many = 260_000;
    const large = fileOf(`a,t\n${Array.from({ length: many }, (_, i) => `${(i * 7919) % many},t${i % 97}`).join("\n")}\n`);
    const found = await page({ file: large, order: [{ column: "a", descending: true }], from: 1_000, count: 300 });
    const expected = Array.from({ length: 300 }, (_, i) => many - 1 - 1_000 - i);
    assert.deepEqual(found.columns[0]?.values, expected);
    assert.deepEqual(
      found.numbers.map((number) => ((number - 1) * 7919) % many),
      expected,
    );
    const filtered = await page({ file: large, filters: [{ column: "t", test: "equals", values: ["t5"] }], from: 2_000, count: 3 });
    assert.deepEqual([filtered.matching, filtered.numbers], [2_681, [194_006, 194_103, 194_200]]);
  });

  it("splits only what an experiment splits", async () => {
    await refuses(page({ file: PENGUINS, split: "test" }), "splits-missing");
  });

  const names = ["i", "x", "t"] as const;
  type Row = [i: number | null, x: number | null, t: string | null];
  const rows = fc.array(
    fc.tuple(
      fc.option(fc.integer({ min: -3, max: 3 })),
      fc.option(fc.integer({ min: -8, max: 8 }).map((n) => n / 4)),
      fc.option(fc.constantFrom("a", "B", "b", "ab", "Ä", "zz")),
    ),
    { minLength: 3, maxLength: 60 },
  );
  const column = fc.constantFrom(...names);
  const orders = fc.array(fc.record({ column, descending: fc.boolean() }), { maxLength: 3 });
  const bounds = fc.tuple(fc.option(fc.integer({ min: -3, max: 3 })), fc.option(fc.integer({ min: -3, max: 3 })), fc.boolean());
  const filters = fc.array(
    fc.oneof(
      fc.record({ column, not: fc.boolean(), test: fc.constant("missing" as const) }),
      fc
        .tuple(fc.constantFrom("i", "x"), fc.boolean(), bounds)
        .map(([name, not, [from, to, closed]]) => ({ column: name, not, test: "range" as const, from, to, closed })),
      fc.record({ column: fc.constant("t"), not: fc.boolean(), test: fc.constant("contains" as const), text: fc.constantFrom("a", "B") }),
      fc.record({
        column,
        not: fc.boolean(),
        test: fc.constant("equals" as const),
        values: fc.uniqueArray(fc.constantFrom("1", "-0.25", "a", "Ä"), { maxLength: 3 }),
      }),
    ),
    { maxLength: 2 },
  );

  it("is what the same filters, search and order give by hand", async function () {
    this.timeout(300_000);
    const property = fc.asyncProperty(rows, filters, fc.constantFrom("", "a", "-", ".5"), orders, async (data, tests, search, order) => {
      const made = fileOf(`i,x,t\n${[[0, 0.25, "q"], ...data].map((row) => row.map((cell) => cell ?? "").join(",")).join("\n")}\n`);
      const all = [[0, 0.25, "q"] as Row, ...(data as Row[])].map((cells, i) => ({ number: i + 1, cells }));
      const at = (cells: Row, name: string) => cells[names.indexOf(name as "i")] as Cell;
      const passing = all.filter(
        ({ cells }) =>
          tests.every((filter) => passes(at(cells, filter.column), filter as ColumnFilter)) &&
          (search === "" || cells.some((cell) => cell !== null && String(cell).toLowerCase().includes(search))),
      );
      passing.sort((a, b) => {
        for (const { column: name, descending } of order) {
          const [left, right] = [at(a.cells, name), at(b.cells, name)];
          if (left === right) continue;
          if (left === null || right === null) return left === null ? 1 : -1;
          return left < right === descending ? 1 : -1;
        }
        return a.number - b.number;
      });
      const found = await page({ file: made, filters: tests, search, order, from: 1, count: 20 });
      assert.equal(found.matching, passing.length);
      assert.deepEqual(
        found.numbers,
        passing.slice(1, 21).map(({ number }) => number),
      );
      assert.deepEqual(
        rowsOf(found),
        passing.slice(1, 21).map(({ cells }) => cells),
      );
    });
    await fc.assert(property, { numRuns: 40 });
  });
});

type ColumnFilter = Exclude<RowFilter, { test: "rows" }>;

function passes(cell: Cell, filter: ColumnFilter): boolean {
  if (filter.test === "missing") return (cell === null) !== (filter.not ?? false);
  if (cell === null) return false;
  return holds(cell, filter) !== (filter.not ?? false);
}

function holds(cell: number | string | boolean, filter: Exclude<ColumnFilter, { test: "missing" }>): boolean {
  if (filter.test === "contains") return String(cell).toLowerCase().includes(filter.text.toLowerCase());
  if (filter.test === "equals") return filter.values.includes(String(cell));
  const { from, to, closed } = filter;
  return (from === null || Number(cell) >= from) && (to === null || Number(cell) < to || (closed === true && Number(cell) === to));
}
