import { z } from "zod";
import { step } from "./common.ts";

const outlierBounds = {
  method: z
    .enum(["iqr", "z-score", "percentiles"])
    .default("iqr")
    .describe(
      "What is outside: beyond the quartiles by `factor` times their distance, `zScore` deviations from the mean, or beyond two percentiles.",
    ),
  factor: z.number().gt(0).default(1.5).describe("For `iqr`: 1.5 is what a box plot marks, 3 is far out."),
  zScore: z.number().gt(0).default(3).describe("For `z-score`: standard deviations from the mean."),
  percentiles: z
    .tuple([z.number().min(0).max(100), z.number().min(0).max(100)])
    .default([1, 99])
    .describe("For `percentiles`: the lowest and the highest that are still inside."),
};

/** Steps that mend what is missing, doubled or wrong in the values. */
export const clean = [
  step("fill-missing", {
    strategy: z
      .enum(["mean", "median", "mode", "constant", "forward"])
      .default("median")
      .describe("Learnt from the training split; `forward` takes the last value of the rows before, in the order of the file."),
    value: z.union([z.number(), z.string()]).optional().describe("For the strategy `constant`."),
    indicator: z.boolean().default(false).describe("true adds a column `<name>_missing` of 0 and 1 that says where a value was missing."),
  }),
  step("drop-missing", {
    when: z.enum(["any", "all"]).default("any").describe("Leaves a row out when any of the columns is missing, or only when all are."),
  }),
  step("drop-duplicates", {
    keep: z.enum(["first", "last", "none"]).default("first").describe("Which of several equal rows stays."),
    includeTarget: z.boolean().default(true).describe("true: rows that differ in the target are no duplicates."),
  }),
  step("drop-outliers", outlierBounds),
  step("clip-outliers", outlierBounds),
  step("find-and-replace", {
    find: z.union([z.string(), z.number()]).describe("What to look for: text, a number, or a regular expression."),
    replace: z
      .union([z.string(), z.number(), z.null()])
      .default(null)
      .describe("What takes its place; null makes the value missing. After a regular expression, $1 is its first group."),
    wholeCell: z.boolean().default(true).describe("false finds it within a longer text too."),
    matchCase: z.boolean().default(true).describe("false takes capital and small letters as the same."),
    regularExpression: z.boolean().default(false).describe("true reads `find` as a JavaScript regular expression."),
  }),
  step("strip-whitespace", {
    inner: z.boolean().default(false).describe("true also makes one space of several within the text."),
  }),
  step("convert-case", {
    to: z.enum(["lower", "upper", "title", "sentence"]).default("lower").describe("`title` capitalises each word, `sentence` the first."),
  }),
  step("round", {
    decimals: z
      .int()
      .min(-15)
      .max(15)
      .default(0)
      .describe("Digits after the point; negative ones round to tens, hundreds. A half goes to the even digit."),
  }),
] as const;
