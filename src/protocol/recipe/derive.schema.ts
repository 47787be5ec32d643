import { z } from "zod";
import { enabled, keep, step } from "./common.ts";

const statistic = z.enum(["mean", "median", "min", "max", "std", "sum", "count"]);

/** Steps that make new columns of those there are. */
export const derive = [
  step("bins", {
    strategy: z
      .enum(["uniform", "quantile"])
      .default("quantile")
      .describe("Bins of equal width, or of equally many training rows. Not used where `edges` are given."),
    count: z.int().min(2).max(1000).default(5).describe("How many bins. Not used where `edges` are given."),
    edges: z
      .array(z.number())
      .min(1)
      .optional()
      .describe("Where one bin ends and the next begins, rising. A value on an edge is in the upper bin."),
    output: z.enum(["ordinal", "one-hot"]).default("ordinal").describe("The bin's number from 0, or one column of 0 and 1 for each bin."),
    keep,
  }),
  step("ratio", {
    denominator: z.string().min(1).describe("The number column that each of the columns is divided by."),
    whenZero: z
      .union([z.enum(["missing", "error"]), z.number()])
      .default("missing")
      .describe("What a division by zero gives: a missing value, an error, or this number."),
  }),
  step("interactions", {
    squares: z.boolean().default(false).describe("Each column's square too: all products of degree 2."),
  }),
  step("group-aggregate", {
    by: z.array(z.string()).min(1).describe("The columns that make the groups."),
    statistics: z.array(statistic).min(1).default(["mean"]).describe("Of the training rows of a group; `std` is the sample's."),
    unseen: z
      .enum(["overall", "missing", "error"])
      .default("overall")
      .describe("What a group that training never saw gets: the figure of all training rows, a missing value, or an error."),
  }),
  z.strictObject({
    step: z.literal("formula"),
    columns: z.literal("all").default("all").describe("A formula names its columns itself."),
    name: z.string().min(1).describe("Name of the new column."),
    formula: z
      .string()
      .min(1)
      .describe(
        "Such as `price / area`, `if(is_missing(age), 0, age)`, `year(sold) - \\`year built\\`` (backticks around names with blanks).",
      ),
    invalid: z
      .enum(["missing", "error"])
      .default("missing")
      .describe("What a result that is no finite number gives, such as 1 / 0 or log(-1): a missing value, or an error."),
    enabled,
  }),
] as const;
