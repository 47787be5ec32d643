import fc from "fast-check";
import { someOf } from "./table.ts";

const columns = fc.oneof(someOf("color", "grade", "note", "tags"), fc.constantFrom("text", "category"));
const missing = fc.constantFrom("empty", "error");
const keep = fc.boolean();

/** Options of the steps on text, by the step's name. */
export const text: Record<string, fc.Arbitrary<object>> = {
  "text-features": fc.record({
    columns,
    features: fc.subarray(["length", "word_count", "sentence_count", "average_word_length", "average_sentence_length", "upper_share"], {
      minLength: 1,
    }),
    keep,
  }),
  "tf-idf": fc.record({
    columns: fc.oneof(someOf("color", "note", "tags"), fc.constantFrom("text")),
    ngrams: fc.constantFrom([1, 1], [1, 1], [1, 2], [2, 1]),
    minDocuments: fc.constantFrom(1, 1, 2, 0.1),
    maxDocuments: fc.constantFrom(1, 1, 0.9),
    maxFeatures: fc.integer({ min: 1, max: 5 }),
    stopWords: fc.constantFrom([], ["the", "sun"]),
    lowercase: fc.boolean(),
    sublinear: fc.boolean(),
    norm: fc.constantFrom("l2", "l1", "none"),
    missing: fc.constantFrom("empty", "empty", "error"),
    keep,
  }),
  "vocabulary-indices": fc.record({
    columns,
    length: fc.integer({ min: 1, max: 4 }),
    maxTokens: fc.integer({ min: 3, max: 6 }),
    unseen: fc.constantFrom("unknown", "error"),
    missing,
    keep,
  }),
  "split-text": fc.record({
    columns,
    separator: fc.constantFrom(" ", ";", "e"),
    parts: fc.integer({ min: 1, max: 3 }),
    rest: fc.constantFrom("keep", "drop"),
    keep,
  }),
};
