import fc from "fast-check";
import type { Frame } from "../../../src/engine/data/column.ts";
import { column, frameOf } from "../frames.ts";

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 4 });

/** Few enough to occur twice, odd enough to go wrong: empty, blank, accented, a name that steps use themselves. */
export const label = fc.constantFrom("red", "Green", " blue ", "missing", "other", "é", "", "12", "1,5", "__proto__");

const KINDS = {
  size: ["number", maybe(fc.double({ noNaN: true, min: -1e6, max: 1e6 }))],
  count: ["number", maybe(fc.integer({ min: -3, max: 6 }))],
  flag: ["number", maybe(fc.integer({ min: 0, max: 1 }))],
  color: ["category", maybe(label)],
  grade: ["category", maybe(fc.constantFrom("a", "b", "c"))],
  note: ["text", maybe(label)],
  tags: ["text", maybe(fc.array(fc.constantFrom("sea", "sun", "The sun. It rose!", ""), { maxLength: 3 }).map((list) => list.join(";")))],
  when: ["date", maybe(fc.integer({ min: -1e12, max: 2e12 }))],
  until: ["date", maybe(fc.integer({ min: 0, max: 40 }).map((days) => days * 864e5))],
} as const;

type Row = Record<keyof typeof KINDS, number | string | null>;

const row = fc.record(Object.fromEntries(Object.entries(KINDS).map(([name, [, value]]) => [name, value]))) as fc.Arbitrary<Row>;

/** Rows of every kind of column, with missing values. */
export const rows: fc.Arbitrary<Row[]> = fc.array(row, { maxLength: 12 });

const FULL: Row = { size: 1.5, count: 2, flag: 1, color: "red", grade: "a", note: "red", tags: "sea", when: 0, until: 0 };

/** The same with at least one value in every column: what can be learnt from. */
export const trainingRows: fc.Arbitrary<Row[]> = rows.map((list) => [FULL, ...list]);

export const tableOf = (list: readonly Row[]): Frame => ({
  ...frameOf(
    ...Object.entries(KINDS).map(([name, [kind]]) =>
      column(
        name,
        kind,
        list.map((one) => one[name as keyof Row]),
      ),
    ),
  ),
  rows: list.length,
});

/** Some of these columns. */
export const someOf = (...names: (keyof typeof KINDS)[]): fc.Arbitrary<string[]> => fc.subarray(names as string[], { minLength: 1 });

export const NUMBERS = ["size", "count", "flag"] as const;

/** Columns of any kinds, by name or selector. */
export const anyColumns = fc.oneof(
  someOf("size", "count", "flag", "color", "grade", "note", "tags", "when", "until"),
  fc.constantFrom("number", "category", "text", "date", "all"),
);
