import { z } from "zod";

/** What an experiment's report looks at beyond figures. */
export const report = z.strictObject({
  groups: z
    .array(z.string().min(1))
    .max(20)
    .default([])
    .describe("Columns whose groups the model must treat alike, such as sex; also ones that the model is not given."),
  costs: z
    .strictObject({
      falsePositive: z.number().min(0).default(1).describe("Of taking a row for the positive class that is not."),
      falseNegative: z.number().min(0).default(1).describe("Of missing a row of the positive class."),
    })
    .prefault({})
    .describe("What a mistake costs, in any unit: the best threshold is the cheapest."),
  explain: z
    .boolean()
    .default(true)
    .describe(
      "Importance of the columns, partial dependence, weak segments, groups and worst errors, found after training; without a target, what the model has found.",
    ),
});
