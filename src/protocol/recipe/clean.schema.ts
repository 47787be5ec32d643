import { z } from "zod";
import { step } from "./common.ts";

/** Steps that mend what is missing, doubled or wrong. */
export const clean = [
  step("fill-missing", {
    strategy: z.enum(["mean", "median", "mode", "constant"]).default("median").describe("Learnt from the training split."),
    value: z.union([z.number(), z.string()]).optional().describe("For the strategy `constant`."),
  }),
  step("drop-missing", {}),
] as const;
