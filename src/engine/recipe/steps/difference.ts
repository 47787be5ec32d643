import type { StepOptions } from "../step.ts";
import { someRowsBack } from "../window/some-rows-back.ts";

/** The value less the one some rows back as a new column `a_difference_1`: pandas' `diff`. Missing where either is. */
export const difference = someRowsBack<StepOptions<"difference">>("difference", (value, earlier) => value - earlier);
