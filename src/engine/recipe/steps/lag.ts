import type { StepOptions } from "../step.ts";
import { someRowsBack } from "../window/some-rows-back.ts";

/** The value some rows back as a new column `a_lag_1`: pandas' `shift`, `groupby(...).shift`. */
export const lag = someRowsBack<StepOptions<"lag">>("lag", (_, earlier) => earlier);
