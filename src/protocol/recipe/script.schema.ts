import { z } from "zod";
import { step } from "./common.ts";

/** Steps that the user writes. */
export const script = [
  step("script", {
    file: z
      .string()
      .min(1)
      .describe(
        "TypeScript or JavaScript file beside the experiment, exporting `apply(columns, options, state)` or `row(row, state)`, and `fit` where it learns.",
      ),
    options: z.record(z.string(), z.json()).default({}).describe("Handed to the functions as they are."),
  }),
] as const;
