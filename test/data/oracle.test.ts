import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { profile } from "../../src/engine/data/profile/profile.ts";
import type { ColumnProfile, Profile } from "../../src/protocol/profile.ts";
import { FIXTURES, PENGUINS } from "../support/paths.ts";

interface Case {
  name: string;
  rows: number;
  target: string;
  columns: Record<string, Partial<ColumnProfile>>;
  numbers: string[];
  pearson: (number | null)[][];
  toTarget: Record<string, number>;
  duplicates: number;
  missingCells: number;
  counts: Record<string, Record<string, number>>;
}

const DATA = join(FIXTURES, "data");
const CASES = JSON.parse(readFileSync(join(DATA, "profile.json"), "utf8")) as Case[];

/** Equal to nine digits, or to a hundredth of them of `scale` where the figure is near zero. */
function close(actual: number | null | undefined, expected: number | null | undefined, what: string, scale = 0): void {
  if (expected === null || expected === undefined) {
    assert.equal(actual, expected, what);
    return;
  }
  assert.ok(typeof actual === "number", `${what}: ${actual} is no number`);
  const allowed = Math.max(1e-9 * Math.abs(expected), 1e-11 * scale);
  assert.ok(Math.abs(actual - expected) <= allowed, `${what}: ${actual} instead of ${expected}`);
}

describe("profile against pandas, numpy and scipy", () => {
  for (const expected of CASES) {
    describe(expected.name, () => {
      let found: Profile;
      before(async () => {
        const file = expected.name === "penguins" ? PENGUINS : `${expected.name}.csv`;
        found = await profile({ file, target: expected.target }, { folder: DATA });
      });

      it("has the same rows, missing cells and duplicates", () => {
        const { rows, missingCells, duplicateRows } = found;
        assert.deepEqual(
          { rows, missingCells, duplicateRows },
          { rows: expected.rows, missingCells: expected.missingCells, duplicateRows: expected.duplicates },
        );
        assert.equal(found.rejected.count, 0);
      });

      for (const [name, figures] of Object.entries(expected.columns)) {
        it(`describes ${name}`, () => {
          const column = found.columns.find((one) => one.name === name) as ColumnProfile;
          for (const [key, value] of Object.entries(figures)) {
            if (key === "quantiles") {
              for (const [level, quantile] of Object.entries(value as Record<string, number>))
                close(column.quantiles?.[level], quantile, `${name} ${level}`);
            } else
              close(
                column[key as "mean"],
                value as number,
                `${name} ${key}`,
                key === "skewness" || key === "kurtosis" ? 100 : (figures.std ?? 0),
              );
          }
          if (column.histogram) {
            const binned = column.histogram.reduce((sum, bin) => sum + bin.count, 0);
            assert.equal(binned, column.count - (column.infinite ?? 0));
          }
        });
      }

      it("correlates as numpy", () => {
        assert.deepEqual(found.pearson.columns, expected.numbers);
        for (const [i, a] of found.pearson.columns.entries()) {
          for (const [j, b] of found.pearson.columns.entries()) {
            const value = expected.pearson[expected.numbers.indexOf(a)]?.[expected.numbers.indexOf(b)];
            close(found.pearson.values[i]?.[j], value, `${a}, ${b}`, 1);
          }
        }
      });

      it("relates to the target as scipy", () => {
        for (const [name, value] of Object.entries(expected.toTarget)) {
          close(found.columns.find((one) => one.name === name)?.toTarget?.value, value, name, 1);
        }
      });

      it("counts the most frequent values", () => {
        for (const [name, counts] of Object.entries(expected.counts)) {
          const column = found.columns.find((one) => one.name === name) as ColumnProfile;
          assert.ok(column.top.length > 0);
          for (const { value, count } of column.top) assert.equal(count, counts[value], `${name} ${value}`);
        }
      });
    });
  }
});
