import assert from "node:assert/strict";
import fc from "fast-check";
import type { ColumnProfile, Profile } from "../../src/protocol/profile.ts";
import { profiled } from "./profile-support.ts";

const cell = fc.record({
  number: fc.option(fc.double({ noNaN: true, min: -1e6, max: 1e6 })),
  integer: fc.option(fc.integer({ min: -50, max: 50 })),
  word: fc.option(fc.constantFrom("red", "green", "Red", "blue sky")),
  day: fc.option(fc.date({ min: new Date("1960-01-01"), max: new Date("2040-01-01"), noInvalidDate: true })),
});
const NAMES = ["number", "integer", "word", "day"] as const;
type Cell = { number: number | null; integer: number | null; word: string | null; day: Date | null };

const csv = (rows: readonly Cell[], names: readonly (typeof NAMES)[number][] = NAMES): string =>
  `row,${names.join(",")}\n${rows.map((row) => `0.5,${names.map((name) => textOf(row[name])).join(",")}`).join("\n")}\n`;
const textOf = (value: Cell[keyof Cell]) => (value instanceof Date ? value.toISOString().slice(0, 19) : (value ?? ""));

const rowsOf = fc.array(cell, { minLength: 3, maxLength: 40 });
const byName = ({ columns }: Profile) => Object.fromEntries(columns.map((column) => [column.name, column]));

/** The same but for the last bits of sums. */
function same(a: ColumnProfile | undefined, b: ColumnProfile | undefined): void {
  const rough = (_: string, value: unknown) =>
    typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(9)) : value;
  const near = { mean: null, std: null, skewness: null, kurtosis: null, quantiles: null, histogram: null, dates: null };
  assert.deepEqual(JSON.parse(JSON.stringify({ ...a, ...near }, rough)), JSON.parse(JSON.stringify({ ...b, ...near }, rough)));
  for (const key of ["mean", "std"] as const) {
    const [x, y] = [a?.[key] ?? 0, b?.[key] ?? 0];
    assert.ok(Math.abs(x - y) <= 1e-9 * Math.max(1, Math.abs(x), a?.std ?? 0), `${a?.name} ${key}: ${x}, ${y}`);
  }
}

describe("a profile, whatever the data", () => {
  it("is the same where many columns stand beside, which are sorted otherwise", async function () {
    this.timeout(300_000);
    const property = fc.asyncProperty(rowsOf, async (rows) => {
      const narrow = csv(rows);
      const [names = "", ...lines] = narrow.trimEnd().split("\n");
      const beside = Array.from({ length: 110 }, (_, i) => `x${i}`);
      const wide = [`${names},${beside.join(",")}`, ...lines.map((line) => line + ",1".repeat(beside.length)), ""].join("\n");
      const [few, many] = [await profiled(narrow), await profiled(wide)];
      const [own, among] = [byName(few), byName(many)];
      for (const name of NAMES) {
        same(among[name], own[name]);
        const exact = ({ histogram, dates, quantiles }: ColumnProfile) => ({ histogram, dates, quantiles });
        assert.deepEqual(exact(among[name] as ColumnProfile), exact(own[name] as ColumnProfile), name);
      }
      assert.deepEqual(many.pearson.columns, few.pearson.columns);
      for (const [measure, other] of [
        [few.pearson, many.pearson],
        [few.spearman, many.spearman],
      ])
        for (const [i, row] of measure?.values.entries() ?? [])
          for (const [j, r] of row.entries()) {
            const found = other?.values[i]?.[j] ?? null;
            assert.ok(r === found || Math.abs((r ?? Number.NaN) - (found ?? Number.NaN)) < 1e-9, `${r}, ${found}`);
          }
    });
    await fc.assert(property, { numRuns: 15 });
  });

  it("adds up: values, distinct and unique ones, bins, top values, patterns", async function () {
    this.timeout(300_000);
    const property = fc.asyncProperty(rowsOf, async (rows) => {
      const found = await profiled(csv(rows));
      for (const column of found.columns) {
        const { name, count, missing, distinct, duplicates, unique, histogram, top, infinite, dates } = column;
        assert.equal(count + missing, rows.length, name);
        assert.equal(distinct + duplicates, count, name);
        assert.ok(unique <= distinct && distinct - unique <= duplicates, name);
        if (histogram)
          assert.equal(
            histogram.reduce((sum, bin) => sum + bin.count, 0),
            count - (infinite ?? 0),
            name,
          );
        if (distinct <= 10)
          assert.equal(
            top.reduce((sum, one) => sum + one.count, 0),
            count,
            name,
          );
        if (dates)
          for (const counts of [dates.weekdays, dates.months])
            assert.equal(
              counts.reduce((a, b) => a + b, 0),
              count,
              name,
            );
      }
      const holed = found.missingPatterns.reduce((sum, { columns, count }) => sum + columns.length * count, 0);
      assert.equal(holed, found.missingCells);
      for (const { values } of [found.pearson, found.spearman ?? { values: [] }])
        for (const [i, row] of values.entries())
          for (const [j, r] of row.entries()) {
            assert.equal(r, values[j]?.[i]);
            assert.ok(r === null || (r >= -1 && r <= 1));
          }
    });
    await fc.assert(property, { numRuns: 15 });
  });

  it("does not depend on the order of rows or columns", async function () {
    this.timeout(300_000);
    const property = fc.asyncProperty(rowsOf, fc.integer(), async (rows, seed) => {
      const order = rows.map((row, i) => ({ row, key: Math.sin(seed + i * 7.7) })).sort((a, b) => a.key - b.key);
      const shuffled = [rows[0] as Cell, ...order.map(({ row }) => row).filter((row) => row !== rows[0])];
      const [first, second] = [await profiled(csv(rows)), await profiled(csv(shuffled, [...NAMES].reverse()))];
      const [a, b] = [byName(first), byName(second)];
      for (const name of NAMES) same(a[name], b[name]);
      assert.deepEqual(
        [first.duplicateRows, first.duplicatedRows, first.missingCells],
        [second.duplicateRows, second.duplicatedRows, second.missingCells],
      );
    });
    await fc.assert(property, { numRuns: 10 });
  });
});
