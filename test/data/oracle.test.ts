import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { profile } from "../../src/engine/data/profile/profile.ts";
import type { ColumnProfile, DateFigures, Matrix, Profile, TextLengths } from "../../src/protocol/profile.ts";
import { FIXTURES, PENGUINS } from "../support/paths.ts";

interface Case {
  name: string;
  rows: number;
  target: string;
  columns: Record<string, Partial<ColumnProfile>>;
  numbers: string[];
  pearson: (number | null)[][];
  spearman: (number | null)[][];
  /** By the names of two categories, or of a category and a number. */
  cramersV: Record<string, number>;
  ratios: Record<string, number>;
  lengths: Record<string, Omit<TextLengths, "histogram">>;
  dates: Record<string, DateFigures>;
  toTarget: Record<string, number>;
  duplicates: number;
  duplicated: number;
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
        const { rows, missingCells, duplicateRows, duplicatedRows } = found;
        assert.deepEqual(
          { rows, missingCells, duplicateRows, duplicatedRows },
          {
            rows: expected.rows,
            missingCells: expected.missingCells,
            duplicateRows: expected.duplicates,
            duplicatedRows: expected.duplicated,
          },
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

      const matches = (matrix: Matrix, values: (number | null)[][]) => {
        for (const [i, a] of expected.numbers.entries()) {
          for (const [j, b] of expected.numbers.entries()) {
            const value = matrix.values[matrix.columns.indexOf(a)]?.[matrix.columns.indexOf(b)];
            close(value, values[i]?.[j], `${a}, ${b}`, 1);
          }
        }
      };

      it("correlates as numpy", () => matches(found.pearson, expected.pearson));

      it("correlates ranks as scipy", () => {
        assert.ok(found.spearman);
        matches(found.spearman, expected.spearman);
      });

      it("relates categories as scipy, and to numbers", () => {
        for (const [pair, value] of Object.entries(expected.cramersV)) {
          const [i, j] = pair.split("|").map((name) => found.cramersV?.columns.indexOf(name) as number) as [number, number];
          close(found.cramersV?.values[i]?.[j], value, pair, 1);
          assert.equal(found.cramersV?.values[j]?.[i], found.cramersV?.values[i]?.[j]);
        }
        for (const [pair, value] of Object.entries(expected.ratios)) {
          const [category, number] = pair.split("|") as [string, string];
          const { categories, numbers, values } = found.correlationRatio ?? { categories: [], numbers: [], values: [] };
          close(values[categories.indexOf(category)]?.[numbers.indexOf(number)], value, pair, 1);
        }
      });

      it("measures texts and dates as pandas", () => {
        for (const [name, { min, max, mean, median }] of Object.entries(expected.lengths)) {
          const { length } = found.columns.find((one) => one.name === name) as ColumnProfile;
          assert.deepEqual([length?.min, length?.max, length?.median], [min, max, median], name);
          close(length?.mean, mean, name);
        }
        for (const [name, figures] of Object.entries(expected.dates))
          assert.deepEqual(found.columns.find((one) => one.name === name)?.dates, figures, name);
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
