import { type Bounds, learnBounds } from "../outliers.ts";
import type { Step, StepOptions } from "../step.ts";

/** Leaves out training rows with a value outside the bounds in any of its columns; missing is inside. Rows to come all stay. */
export const dropOutliers: Step<StepOptions<"drop-outliers">, Record<string, Bounds>> = {
  accepts: () => ["number"],
  fit: (columns, options) => Object.fromEntries(columns.map((column) => [column.name, learnBounds(column, options)])),
  apply: (columns) => columns,
  keepsInTraining: (columns, _options, bounds) => {
    const checks = columns.flatMap(({ name, ...column }) =>
      column.kind === "number" ? [{ values: column.values, ...(bounds[name] as Bounds) }] : [],
    );
    return (row) => !checks.some(({ values, low, high }) => (values[row] as number) < low || (values[row] as number) > high);
  },
};
