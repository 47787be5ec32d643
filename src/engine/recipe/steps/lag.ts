import type { StepOptions } from "../step.ts";
import { Recent } from "../window/fold.ts";
import { lookingBack } from "../window/looking-back.ts";

/** The value some rows back as a new column `a_lag_1`: pandas' `shift`, `groupby(...).shift`. */
export const lag = lookingBack<StepOptions<"lag">>({
  names: (column, { periods }) => periods.map((period) => `${column}_lag_${period}`),
  begin({ periods }) {
    const most = Math.max(...periods);
    return (saved) => {
      const recent = new Recent(most, saved);
      return {
        next(value) {
          const found = periods.map((period) => recent.back(period));
          recent.push(value);
          return found;
        },
        save: () => recent.save(),
      };
    };
  },
});
