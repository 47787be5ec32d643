import { z } from "zod";
import { step } from "./common.ts";

const sequence = {
  order: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Date or number column that says which row comes first. Absent: the rows' order in the file. Later rows must come after the training rows.",
    ),
  by: z
    .array(z.string())
    .min(1)
    .optional()
    .describe("Columns that make the groups, such as a shop or a customer: each has a past of its own."),
};

const includeCurrent = (includes: boolean) =>
  z.boolean().default(includes).describe("Whether the present row's own value counts, or only those before it.");

/** Steps that look back at earlier rows. They make new columns beside those they read. */
export const window = [
  step("lag", {
    periods: z.array(z.int().min(1).max(100_000)).min(1).default([1]).describe("How many rows back; one new column each."),
    ...sequence,
  }),
  step("difference", {
    periods: z.array(z.int().min(1).max(100_000)).min(1).default([1]).describe("The value less the one this many rows back."),
    ...sequence,
  }),
  step("rolling", {
    window: z.int().min(1).max(100_000).describe("How many rows to look at."),
    statistics: z
      .array(z.enum(["mean", "std", "min", "max", "sum", "median"]))
      .min(1)
      .default(["mean"])
      .describe("Of the values in the window; `std` is the sample's."),
    minPeriods: z
      .int()
      .min(1)
      .optional()
      .describe("With fewer known values the result is missing. Absent: as many as the window has rows."),
    includeCurrent: includeCurrent(false),
    ...sequence,
  }),
  step("cumulative", {
    statistics: z
      .array(z.enum(["sum", "mean", "min", "max", "count"]))
      .min(1)
      .default(["sum"])
      .describe("What is made of the rows so far, each in a column of its own."),
    includeCurrent: includeCurrent(true),
    ...sequence,
  }),
] as const;
