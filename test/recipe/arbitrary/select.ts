import fc from "fast-check";
import { anyColumns, NUMBERS, someOf } from "./table.ts";

const numbers = fc.oneof(someOf(...NUMBERS), fc.constant("number"));

/** Options of the steps that leave out columns which say little, by the step's name. */
export const select: Record<string, fc.Arbitrary<object>> = {
  "select-by-variance": fc.record({ columns: numbers, threshold: fc.constantFrom(0, 0.2, 1e9) }),
  "select-by-correlation": fc.record({
    columns: numbers,
    threshold: fc.constantFrom(0.1, 0.9),
    method: fc.constantFrom("pearson", "spearman"),
  }),
  "select-by-mutual-information": fc.oneof(
    fc.record({ columns: fc.oneof(someOf(...NUMBERS, "color", "note"), fc.constant("all")), top: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ columns: anyColumns, threshold: fc.constantFrom(0, 0.1) }),
  ),
};
