import { type Bounds, learnBounds } from "../clean/outliers.ts";
import { perNumberColumn } from "../per-number-column.ts";
import type { StepOptions } from "../step.ts";

/** Brings values outside the bounds that training learnt to the nearer bound. Missing stays missing. */
export const clipOutliers = perNumberColumn<StepOptions<"clip-outliers">, Bounds>({
  fit: learnBounds,
  apply(values, _options, { low, high }) {
    const clipped = values.slice();
    for (let row = 0; row < clipped.length; row += 1) {
      if ((clipped[row] as number) < low) clipped[row] = low;
      else if ((clipped[row] as number) > high) clipped[row] = high;
    }
    return clipped;
  },
});
