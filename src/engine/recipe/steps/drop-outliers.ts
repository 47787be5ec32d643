import { type Bounds, learnBounds } from "../clean/outliers.ts";
import { perNumberColumn } from "../per-number-column.ts";
import type { Step, StepOptions } from "../step.ts";

type Options = StepOptions<"drop-outliers">;

/** Leaves out training rows with a value outside the bounds in any of its columns; missing is inside. Rows to come all stay. */
export const dropOutliers: Step<Options, Record<string, Bounds>> = {
  ...perNumberColumn<Options, Bounds>({ fit: learnBounds, apply: (values) => values }),
  keepsInTraining: (columns, _options, bounds) => {
    const checks = columns.flatMap((column) =>
      column.kind === "number" ? [{ values: column.values, ...(bounds[column.name] as Bounds) }] : [],
    );
    return (row) => !checks.some(({ values, low, high }) => (values[row] as number) < low || (values[row] as number) > high);
  },
};
