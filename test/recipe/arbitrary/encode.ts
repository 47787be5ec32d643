import fc from "fast-check";
import { someOf } from "./table.ts";

const columns = fc.oneof(someOf("color", "grade", "note", "count", "flag"), fc.constantFrom("category", "text"));
const unseen = fc.constantFrom("ignore", "error");
const unseenOrBucket = fc.constantFrom("ignore", "error", "bucket");

/** Options of the steps that encode, by the step's name. */
export const encode: Record<string, fc.Arbitrary<object>> = {
  "one-hot-encode": fc.record({
    columns,
    maxCategories: fc.integer({ min: 2, max: 6 }),
    drop: fc.constantFrom("none", "first", "if-binary"),
    unseen: unseenOrBucket,
  }),
  "ordinal-encode": fc.oneof(
    fc.record({ columns, unseen: unseenOrBucket }),
    fc.record({ columns: someOf("color", "grade"), order: fc.constant(["red", "c", "a"]), unseen: unseenOrBucket }),
  ),
  "target-encode": fc.record({
    columns,
    smoothing: fc.constantFrom("auto", 0, 2.5),
    folds: fc.integer({ min: 2, max: 5 }),
    unseen,
  }),
  "frequency-encode": fc.record({ columns, as: fc.constantFrom("share", "count"), unseen }),
  "multi-label-binarise": fc.record({
    columns: fc.oneof(someOf("tags", "color", "note"), fc.constant("text")),
    separator: fc.constantFrom(";", ","),
    maxLabels: fc.integer({ min: 1, max: 4 }),
    unseen: unseenOrBucket,
  }),
  "hash-encode": fc.record({ columns, buckets: fc.integer({ min: 2, max: 8 }) }),
};
