import { perNumberColumn } from "../per-number-column.ts";
import { moments } from "../statistics.ts";
import type { StepOptions } from "../step.ts";
import { shifted } from "../values.ts";

/** Takes off the mean and divides by the population standard deviation, as scikit-learn's `StandardScaler`. Missing stays missing. */
export const standardScale = perNumberColumn<StepOptions<"standard-scale">, { mean: number; std: number }>({
  fit: (present) => moments(present),
  apply: (values, _options, { mean, std }) => shifted(values, mean, std),
});
