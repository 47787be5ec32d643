import { groupRows } from "../groups.ts";
import type { Step, StepOptions } from "../step.ts";

/** Leaves out training rows that are equal in all its columns, as pandas' `drop_duplicates`; missing equals missing. */
export const dropDuplicates: Step<StepOptions<"drop-duplicates">, null> = {
  accepts: () => ["number", "date", "category", "text"],
  fit: () => null,
  apply: (columns) => columns,
  keepsInTraining(columns, { keep, includeTarget }, _state, { target }) {
    const { groups, count } = groupRows(includeTarget && target ? [...columns, target] : columns);
    const chosen = new Int32Array(count).fill(-1);
    for (let row = 0; row < groups.length; row += 1) {
      const group = groups[row] as number;
      if (chosen[group] === -1) chosen[group] = row;
      else if (keep === "last") chosen[group] = row;
      else if (keep === "none") chosen[group] = -2;
    }
    return (row) => chosen[groups[row] as number] === row;
  },
};
