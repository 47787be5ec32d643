import fc from "fast-check";
import { NUMBERS, someOf } from "./table.ts";

const numbers = fc.oneof(someOf(...NUMBERS), fc.constant("number"));

const FORMULAS = [
  "size / count",
  "if(count > 2, size, -count ** 2)",
  "coalesce(size, count, 0) % 3",
  "log(size) + sqrt(count)",
  "length(note) + contains(tags, 'sun')",
  "upper(concat(color, '-', grade))",
  "when - until",
  "when + count",
  "max(when, until)",
  "is_missing(size) or flag and not count",
  "year(when) * 100 + month(until)",
  "number(note)",
  "date(note)",
  "round(size, count)",
  "exp(size)",
  "size + color",
  "size +",
  "1 + 1",
];

/** Options of the steps that make new columns of others, by the step's name. */
export const derive: Record<string, fc.Arbitrary<object>> = {
  bins: fc.record(
    {
      columns: numbers,
      strategy: fc.constantFrom("uniform", "quantile"),
      count: fc.integer({ min: 2, max: 6 }),
      edges: fc.constantFrom([0], [-1, 2.5, 4], [2, 2]),
      output: fc.constantFrom("ordinal", "one-hot"),
      keep: fc.boolean(),
    },
    { requiredKeys: ["columns"] },
  ),
  ratio: fc.record({
    columns: numbers,
    denominator: fc.constantFrom("count", "size", "color"),
    whenZero: fc.constantFrom("missing", "error", 7),
  }),
  interactions: fc.record({ columns: numbers, squares: fc.boolean() }),
  "group-aggregate": fc.record({
    columns: fc.oneof(someOf("size", "flag"), fc.constant("number")),
    by: someOf("color", "grade", "note", "count", "until"),
    statistics: fc.subarray(["mean", "median", "min", "max", "std", "sum", "count"], { minLength: 1 }),
    unseen: fc.constantFrom("overall", "missing", "error"),
  }),
  formula: fc.record({
    name: fc.constantFrom("made", "size", "note"),
    formula: fc.constantFrom(...FORMULAS),
    invalid: fc.constantFrom("missing", "error"),
  }),
};
