import { perNumberColumn } from "../per-number-column.ts";
import { extremes } from "../statistics.ts";
import type { StepOptions } from "../step.ts";

/** Maps the training range to `range`, as scikit-learn's `MinMaxScaler`; later values may lie outside. Missing stays missing. */
export const minMaxScale = perNumberColumn<StepOptions<"min-max-scale">, { min: number; range: number }>({
  fit(present) {
    const { min, max } = extremes(present);
    return { min, range: max - min < 10 * Number.EPSILON ? 1 : max - min };
  },
  apply(values, { range: [low, high] }, { min, range }) {
    const scaled = new Float64Array(values.length);
    const span = high - low;
    for (let row = 0; row < scaled.length; row += 1) scaled[row] = low + (((values[row] as number) - min) / range) * span;
    return scaled;
  },
});
