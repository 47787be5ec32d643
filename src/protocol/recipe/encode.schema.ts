import { z } from "zod";
import { step } from "./common.ts";

/** Steps that make numbers of categories. */
export const encode = [
  step("one-hot-encode", {
    maxCategories: z.int().min(2).default(50).describe("Rarer categories share one column."),
    drop: z
      .enum(["none", "first", "if-binary"])
      .default("none")
      .describe(
        "Leaves out the first category's column: of each column, or of those with two categories. For models without regularisation.",
      ),
    unseen: z
      .enum(["ignore", "error", "bucket"])
      .default("ignore")
      .describe("What a category does that training never saw: all zeros, an error, or the column of the rare ones."),
  }),
  step("ordinal-encode", {
    order: z.array(z.string()).min(1).optional().describe("The categories from low to high. Absent: sorted."),
    unseen: z
      .enum(["ignore", "error", "bucket"])
      .default("ignore")
      .describe("An unseen category becomes -1, an error, or one number above all others."),
  }),
  step("target-encode", {
    smoothing: z
      .union([z.literal("auto"), z.number().min(0)])
      .default("auto")
      .describe(
        "Pulls rare categories to the mean of all: as if so many rows of the mean were added; `auto` chooses by how the target varies.",
      ),
    folds: z.int().min(2).max(100).default(5).describe("Training rows are encoded by the other folds, so that no row sees its own target."),
    unseen: z.enum(["ignore", "error"]).default("ignore").describe("An unseen category becomes the mean of the target, or an error."),
  }),
  step("frequency-encode", {
    as: z.enum(["share", "count"]).default("share").describe("Of the training rows."),
    unseen: z.enum(["ignore", "error"]).default("ignore").describe("An unseen category becomes 0, or an error."),
  }),
  step("multi-label-binarise", {
    separator: z.string().min(1).default(",").describe("Between the labels of one value; spaces around a label do not count."),
    maxLabels: z.int().min(1).max(10_000).default(100).describe("The most frequent labels get a column each; others are left out."),
    unseen: z
      .enum(["ignore", "error", "bucket"])
      .default("ignore")
      .describe("An unseen label: no column, an error, or one column for all such."),
  }),
  step("hash-encode", {
    buckets: z
      .int()
      .min(2)
      .max(65_536)
      .default(16)
      .describe("How many columns the categories are spread over; nothing is learnt, so none is ever unseen."),
  }),
] as const;
