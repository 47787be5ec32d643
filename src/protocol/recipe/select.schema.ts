import { z } from "zod";
import { step } from "./common.ts";

/** Steps that leave out columns which say little. */
export const select = [
  step("select-by-variance", {
    threshold: z.number().min(0).default(0).describe("Columns whose variance is not above this are left out; 0 leaves out constants."),
  }),
  step("select-by-correlation", {
    threshold: z
      .number()
      .gt(0)
      .max(1)
      .default(0.95)
      .describe("Of two columns that correlate above this, up or down, the later one is left out."),
    method: z.enum(["pearson", "spearman"]).default("pearson").describe("Along a line, or by rank."),
  }),
  step("select-by-mutual-information", {
    top: z.int().min(1).optional().describe("How many columns to keep: those that say most about the target."),
    threshold: z.number().min(0).optional().describe("Keeps the columns above this many nats, instead of the best ones."),
    neighbors: z.int().min(1).max(100).default(3).describe("Of the estimate for numbers: more is smoother."),
    rows: z
      .int()
      .min(100)
      .default(20_000)
      .describe("Rows that the estimate for numbers is made from, drawn by the seed where there are more."),
  }),
] as const;
