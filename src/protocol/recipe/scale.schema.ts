import { z } from "zod";
import { step } from "./common.ts";

/** Steps that bring numbers to a common scale. */
export const scale = [
  step("standard-scale", {}),
  step("min-max-scale", {
    range: z.tuple([z.number(), z.number()]).default([0, 1]).describe("What the smallest and the largest training value become."),
  }),
  step("robust-scale", {
    percentiles: z
      .tuple([z.number().min(0).max(100), z.number().min(0).max(100)])
      .default([25, 75])
      .describe("Values are divided by the distance of these two; the median is taken off first."),
  }),
  step("log-transform", {
    shift: z.number().default(1).describe("Added before the natural logarithm is taken: 1 keeps 0 at 0, 0 is the plain logarithm."),
    outOfRange: z
      .enum(["error", "missing", "clip"])
      .default("error")
      .describe("A value that has no logarithm: an error, missing, or taken as the smallest training value that has one."),
  }),
  step("quantile-scale", {
    quantiles: z.int().min(2).max(10_000).default(1000).describe("How many quantiles are learnt; at most as many as there are values."),
    distribution: z
      .enum(["uniform", "normal"])
      .default("uniform")
      .describe("What the training values are spread to: 0 to 1 evenly, or a bell curve."),
  }),
  step("power-transform", {
    standardize: z.boolean().default(true).describe("true brings the result to mean 0 and deviation 1."),
  }),
] as const;
