import { z } from "zod";

/** How a training is repeated over folds of its rows. */
export const crossValidation = z.strictObject({
  method: z
    .enum(["k-fold", "stratified", "group", "time"])
    .optional()
    .describe(
      "`stratified` keeps each class's share in each fold, `group` the rows of a group together (split.group), `time` learns from the past " +
        "(split.column). As the split does where absent.",
    ),
  folds: z.int().min(2).max(100).default(5).describe("Parts that the rows are cut into; each is held out once."),
  repeats: z.int().min(1).max(100).default(1).describe("How often, each time in another order."),
  seed: z.int().min(0).default(42).describe("Of the order of the rows."),
});
