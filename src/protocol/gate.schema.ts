import { z } from "zod";

/** What a run has to reach, judged on the test split when its training ends. */
export const gates = z.array(
  z.union([
    z
      .string()
      .min(1)
      .describe(
        "Such as `roc_auc >= 0.9`, `rmse < 3`, `roc_auc.low >= 0.85` (the lower end of its interval), `cv.accuracy >= 0.9` (mean of the folds), " +
          "`recall(sex=female) >= 0.8` (rows of one value of a column), `worst(recall, sex) >= 0.75` (the worst value of a column).",
      ),
    z.strictObject({ better_than: z.string().min(1).describe("baseline, champion, or the name or id of a run.") }),
  ]),
);
