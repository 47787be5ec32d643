import { perNumberColumn } from "../per-number-column.ts";
import { median, quantiles } from "../quantiles.ts";
import type { StepOptions } from "../step.ts";
import { shifted } from "../values.ts";

/** Takes off the median and divides by the distance of two percentiles, as scikit-learn's `RobustScaler`. Missing stays missing. */
export const robustScale = perNumberColumn<StepOptions<"robust-scale">, { median: number; range: number }>({
  fit(present, { percentiles: [low, high] }) {
    const [from, to] = quantiles(present, [low / 100, high / 100]) as [number, number];
    return { median: median(present), range: to - from < 10 * Number.EPSILON ? 1 : to - from };
  },
  apply: (values, _options, { median, range }) => shifted(values, median, range),
});
