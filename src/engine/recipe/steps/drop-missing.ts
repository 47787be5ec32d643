import type { Step, StepOptions } from "../step.ts";
import { isMissing } from "../values.ts";

/** Leaves out the rows where any, or all, of its columns are missing: they train nothing, and get no prediction. */
export const dropMissing: Step<StepOptions<"drop-missing">, null> = {
  accepts: () => ["number", "date", "category", "text"],
  fit: () => null,
  apply: (columns) => columns,
  keeps: (columns, { when }) =>
    when === "all"
      ? (row) => columns.some((column) => !isMissing(column, row))
      : (row) => columns.every((column) => !isMissing(column, row)),
};
