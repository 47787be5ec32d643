import { z } from "zod";

const columns = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** How the rows of an experiment are parted into training, validation and test. */
export const split = z.strictObject({
  method: z
    .enum(["random", "stratified", "group", "time", "key", "column"])
    .default("random")
    .describe(
      "`stratified` keeps each class's share in each split, `group` keeps the rows of a group together, `time` learns from the past, " +
        "`key` goes by a hash of each row's key, `column` reads train, validation or test from a column.",
    ),
  validation: z.number().gt(0).lt(1).default(0.15).describe("Share of the rows to choose models by."),
  test: z.number().gt(0).lt(1).default(0.15).describe("Share of the rows held out to the end."),
  seed: z.int().min(0).default(42),
  key: columns
    .optional()
    .describe("What names a row. Its hash decides the side, so that rows added, removed or reordered never change another row's."),
  group: columns.optional().describe("Column, or columns, whose equal values never lie on two sides, such as a patient."),
  stratify: z.boolean().optional().describe("For `group`: keeps each class's share of the groups as well."),
  column: z
    .string()
    .min(1)
    .optional()
    .describe("For `time`: the date or number to order by. For `column`: what says train, validation or test."),
  gap: z
    .number()
    .min(0)
    .optional()
    .describe("For `time`: rows this close before the next split are left out. Days for dates, else in the column's own unit."),
});
