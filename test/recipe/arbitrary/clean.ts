import fc from "fast-check";
import { anyColumns, label, NUMBERS, someOf } from "./table.ts";

const numbers = fc.oneof(someOf(...NUMBERS), fc.constant("number"));
const labels = fc.oneof(someOf("color", "grade", "note", "tags"), fc.constantFrom("category", "text"));
const outliers = fc.record({
  columns: numbers,
  method: fc.constantFrom("iqr", "z-score", "percentiles"),
  factor: fc.constantFrom(0.5, 1.5),
  zScore: fc.constantFrom(0.5, 2),
  percentiles: fc.constantFrom([5, 95], [0, 50]),
});

/** Options of the steps that clean, by the step's name. */
export const clean: Record<string, fc.Arbitrary<object>> = {
  "fill-missing": fc.oneof(
    fc.record({ columns: fc.oneof(someOf("size", "count", "when"), fc.constant("number")), strategy: fc.constantFrom("mean", "median") }),
    fc.record({ columns: anyColumns, strategy: fc.constantFrom("mode", "forward"), indicator: fc.boolean() }),
    fc.record({ columns: someOf("color", "note", "tags"), strategy: fc.constant("constant"), value: label, indicator: fc.boolean() }),
    fc.record({ columns: fc.constant("number"), strategy: fc.constant("constant"), value: fc.integer({ min: -9, max: 9 }) }),
  ),
  "drop-missing": fc.record({ columns: anyColumns, when: fc.constantFrom("any", "all") }),
  "drop-duplicates": fc.record({ columns: anyColumns, keep: fc.constantFrom("first", "last", "none"), includeTarget: fc.boolean() }),
  "drop-outliers": outliers,
  "clip-outliers": outliers,
  "find-and-replace": fc.oneof(
    fc.record({
      columns: labels,
      find: fc.constantFrom("red", "e", "$", ""),
      replace: fc.constantFrom(null, "x$1", 7),
      wholeCell: fc.boolean(),
      matchCase: fc.boolean(),
    }),
    fc.record({
      columns: labels,
      find: fc.constantFrom("(r|b)(?=e)", "\\s+", "^", "("),
      replace: fc.constantFrom(null, "<$1>"),
      wholeCell: fc.boolean(),
      regularExpression: fc.constant(true),
    }),
    fc.record({ columns: numbers, find: fc.constantFrom(1, "2", 0.5), replace: fc.constantFrom(null, 100, "-3", "none") }),
  ),
  "strip-whitespace": fc.record({ columns: labels, inner: fc.boolean() }),
  "convert-case": fc.record({ columns: labels, to: fc.constantFrom("lower", "upper", "title", "sentence") }),
  round: fc.record({ columns: numbers, decimals: fc.integer({ min: -3, max: 4 }) }),
};
