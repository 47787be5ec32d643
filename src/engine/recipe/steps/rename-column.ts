import { oneColumnOnly } from "../errors.ts";
import type { Step, StepOptions } from "../step.ts";

/** Gives a column another name. */
export const renameColumn: Step<StepOptions<"rename-column">, null> = {
  accepts: () => ["number", "date", "category", "text"],
  fit(columns, { step }) {
    if (columns.length > 1)
      throw oneColumnOnly(
        step,
        columns.map(({ name }) => name),
      );
    return null;
  },
  renames: true,
  apply: (columns, { to }) => columns.map((column) => ({ ...column, name: to })),
};
