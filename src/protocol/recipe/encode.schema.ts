import { z } from "zod";
import { step } from "./common.ts";

/** Steps that make numbers of categories. */
export const encode = [
  step("one-hot-encode", {
    maxCategories: z.int().min(2).default(50).describe("Rarer categories share one column."),
    unseen: z.enum(["ignore", "error"]).default("ignore").describe("What a category does that training never saw: all zeros, or an error."),
  }),
  step("ordinal-encode", {
    unseen: z.enum(["ignore", "error"]).default("ignore").describe("An unseen category becomes -1, or an error."),
  }),
] as const;
