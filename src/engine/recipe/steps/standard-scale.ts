import { columnEmpty } from "../errors.ts";
import { moments } from "../statistics.ts";
import { perColumn, type StepOptions } from "../step.ts";
import { numberColumn, presentNumbers, shifted } from "../values.ts";

/** Takes off the mean and divides by the population standard deviation, as scikit-learn's `StandardScaler`. Missing stays missing. */
export const standardScale = perColumn<StepOptions<"standard-scale">, { mean: number; std: number }>({
  accepts: () => ["number"],
  fit(column) {
    const present = column.kind === "number" ? presentNumbers(column.values) : new Float64Array();
    if (present.length === 0) throw columnEmpty(column.name);
    return moments(present);
  },
  apply: (column, _options, { mean, std }) =>
    column.kind === "number" ? [numberColumn(column.name, shifted(column.values, mean, std))] : [column],
});
