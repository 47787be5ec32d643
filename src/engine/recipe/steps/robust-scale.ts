import { columnEmpty } from "../errors.ts";
import { median, quantiles } from "../quantiles.ts";
import { perColumn, type StepOptions } from "../step.ts";
import { numberColumn, presentNumbers, shifted } from "../values.ts";

/** Takes off the median and divides by the distance of two percentiles, as scikit-learn's `RobustScaler`. Missing stays missing. */
export const robustScale = perColumn<StepOptions<"robust-scale">, { median: number; range: number }>({
  accepts: () => ["number"],
  fit(column, { percentiles: [low, high] }) {
    const present = column.kind === "number" ? presentNumbers(column.values) : new Float64Array();
    if (present.length === 0) throw columnEmpty(column.name);
    const [from, to] = quantiles(present, [low / 100, high / 100]) as [number, number];
    return { median: median(present), range: to - from < 10 * Number.EPSILON ? 1 : to - from };
  },
  apply: (column, _options, { median, range }) =>
    column.kind === "number" ? [numberColumn(column.name, shifted(column.values, median, range))] : [column],
});
