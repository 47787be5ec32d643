import type { Column } from "../../data/column.ts";
import { divisionByZero, resultTooLarge, usedUnfit } from "../derive/errors.ts";
import { byRole, type Step, type StepOptions } from "../step.ts";
import { numberColumn } from "../values.ts";

type Options = StepOptions<"ratio">;

/** Each column divided by one other, as a new column `a_per_b`. Missing where either is. */
export const ratio: Step<Options, null> = {
  accepts: () => ["number"],
  uses: ({ denominator }) => [denominator],

  fit(columns, options) {
    const below = byRole(columns, options, [options.denominator]).used.get(options.denominator) as Column;
    if (below.kind !== "number") throw usedUnfit(below.name, below.kind, "ratio", "denominator", "a number column");
    return null;
  },

  apply(columns, options) {
    const { denominator, whenZero } = options;
    const { chosen, used } = byRole(columns, options, [denominator]);
    const below = used.get(denominator);
    if (below?.kind !== "number") return columns;
    const made = chosen.flatMap((column) => {
      if (column.kind !== "number") return [];
      const name = `${column.name}_per_${denominator}`;
      const values = column.values.map((value, row) => {
        const by = below.values[row] as number;
        if (by === 0 && !Number.isNaN(value)) {
          if (whenZero === "error") throw divisionByZero(column.name, denominator, row + 1);
          return whenZero === "missing" ? Number.NaN : whenZero;
        }
        const result = value / by;
        if (Math.abs(result) === Number.POSITIVE_INFINITY) throw resultTooLarge(name, "ratio", row + 1);
        return result;
      });
      return [numberColumn(name, values)];
    });
    return [...columns, ...made];
  },
};
