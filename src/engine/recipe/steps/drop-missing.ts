import type { Step, StepOptions } from "../step.ts";
import { isMissing } from "../values.ts";

/** Leaves out the rows where one of its columns is missing: they train nothing, and get no prediction. */
export const dropMissing: Step<StepOptions<"drop-missing">, null> = {
  accepts: () => ["number", "date", "category", "text"],
  fit: () => null,
  apply: (columns) => columns,
  keeps: (columns, row) => columns.every((column) => !isMissing(column, row)),
};
