import { z } from "zod";
import { keep, step } from "./common.ts";

const missing = z.enum(["empty", "error"]).default("empty").describe("What a missing text is: the same as one without words, or an error.");

/** Steps that make numbers of text. */
export const text = [
  step("text-features", {
    features: z
      .array(
        z.enum([
          "length",
          "word_count",
          "sentence_count",
          "average_word_length",
          "average_sentence_length",
          "digit_share",
          "upper_share",
          "punctuation_share",
        ]),
      )
      .min(1)
      .default(["length", "word_count", "average_sentence_length"])
      .describe("Lengths are in characters, a sentence's in words; shares are of the characters. A missing text gives missing values."),
    keep,
  }),
  step("tf-idf", {
    ngrams: z
      .tuple([z.int().min(1).max(10), z.int().min(1).max(10)])
      .default([1, 1])
      .describe("Shortest and longest run of words that counts as a term."),
    minDocuments: z.number().gt(0).default(1).describe("Terms in fewer training rows are left out: a number of rows, or below 1 a share."),
    maxDocuments: z
      .number()
      .gt(0)
      .default(1)
      .describe("Terms in more training rows are left out: a share up to 1, above it a number of rows."),
    maxFeatures: z.int().min(1).max(10_000).default(100).describe("Only the terms that occur most often; one column each."),
    stopWords: z.array(z.string()).default([]).describe("Words to leave out, in small letters."),
    lowercase: z.boolean().default(true).describe("true takes capital and small letters as the same."),
    sublinear: z.boolean().default(false).describe("1 + log(count) in place of the count."),
    norm: z.enum(["l2", "l1", "none"]).default("l2").describe("What each row is divided by."),
    missing,
    keep,
  }),
  step("vocabulary-indices", {
    length: z.int().min(1).max(10_000).describe("How many words of each text; one column each. Shorter texts are filled up with 0."),
    maxTokens: z
      .int()
      .min(3)
      .max(10_000_000)
      .default(20_000)
      .describe("Size of the vocabulary with 0 (no word) and 1 (unknown word), most frequent words first."),
    unseen: z.enum(["unknown", "error"]).default("unknown").describe("What a word beyond the vocabulary becomes: 1, or an error."),
    missing,
    keep,
  }),
  step("split-text", {
    separator: z.string().min(1).default(" ").describe("What stands between the parts."),
    parts: z.int().min(1).max(1000).default(2).describe("How many columns. Parts that are not there are missing."),
    rest: z.enum(["keep", "drop"]).default("keep").describe("What is beyond the last part: it stays in the last column, or is left out."),
    keep,
  }),
] as const;
