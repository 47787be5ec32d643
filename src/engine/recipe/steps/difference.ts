import type { StepOptions } from "../step.ts";
import { Recent } from "../window/fold.ts";
import { lookingBack } from "../window/looking-back.ts";

/** The value less the one some rows back as a new column `a_difference_1`: pandas' `diff`. Missing where either is. */
export const difference = lookingBack<StepOptions<"difference">>({
  names: (column, { periods }) => periods.map((period) => `${column}_difference_${period}`),
  begin({ periods }) {
    const most = Math.max(...periods);
    return (saved) => {
      const recent = new Recent(most, saved);
      return {
        next(value) {
          const found = periods.map((period) => value - recent.back(period));
          recent.push(value);
          return found;
        },
        save: () => recent.save(),
      };
    };
  },
});
