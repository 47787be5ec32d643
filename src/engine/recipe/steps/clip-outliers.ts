import { type Bounds, learnBounds } from "../outliers.ts";
import { perColumn, type StepOptions } from "../step.ts";
import { numberColumn } from "../values.ts";

/** Brings values outside the bounds that training learnt to the nearer bound. Missing stays missing. */
export const clipOutliers = perColumn<StepOptions<"clip-outliers">, Bounds>({
  accepts: () => ["number"],
  fit: learnBounds,
  apply(column, _options, { low, high }) {
    if (column.kind !== "number") return [column];
    const values = column.values.slice();
    for (let row = 0; row < values.length; row += 1) {
      if ((values[row] as number) < low) values[row] = low;
      else if ((values[row] as number) > high) values[row] = high;
    }
    return [numberColumn(column.name, values)];
  },
});
