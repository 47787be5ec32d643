import { columnEmpty } from "../errors.ts";
import { perColumn, type StepOptions } from "../step.ts";
import { numberColumn, presentNumbers } from "../values.ts";
import { mean } from "./fill-missing.ts";

/** Takes off the mean and divides by the population standard deviation, as scikit-learn's `StandardScaler`. Missing stays missing. */
export const standardScale = perColumn<StepOptions<"standard-scale">, { mean: number; std: number }>({
  accepts: () => ["number"],
  fit(column) {
    const present = column.kind === "number" ? presentNumbers(column.values) : new Float64Array();
    if (present.length === 0) throw columnEmpty(column.name);
    return moments(present);
  },
  apply(column, _options, { mean, std }) {
    if (column.kind !== "number") return [column];
    return [
      numberColumn(
        column.name,
        column.values.map((value) => (value - mean) / std),
      ),
    ];
  },
});

/** Mean and population standard deviation; a constant has 1, so that dividing by it does nothing. */
export function moments(values: Float64Array): { mean: number; std: number } {
  const n = values.length;
  const center = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - center) ** 2, 0) / n;
  // What rounding alone can leave of a constant (scikit-learn's `_is_constant_feature`).
  const constant = variance <= n * Number.EPSILON * variance + (n * center * Number.EPSILON) ** 2;
  return { mean: center, std: constant ? 1 : Math.sqrt(variance) };
}
