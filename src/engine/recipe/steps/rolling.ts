import { STATISTICS } from "../derive/statistics.ts";
import type { StepOptions } from "../step.ts";
import { minPeriodsTooMany } from "../window/errors.ts";
import { Recent } from "../window/fold.ts";
import { lookingBack } from "../window/looking-back.ts";

/**
 * Figures of the last few rows as a new column `a_rolling_mean_7`: pandas' `rolling`, by default over the rows before the
 * present one (its `closed="left"`). Missing with fewer known values than `minPeriods`.
 */
export const rolling = lookingBack<StepOptions<"rolling">>({
  names: (column, { statistics, window }) => statistics.map((name) => `${column}_rolling_${name}_${window}`),
  begin({ window, statistics, minPeriods = window, includeCurrent }) {
    if (minPeriods > window) throw minPeriodsTooMany(minPeriods, window);
    return (saved) => {
      const recent = new Recent(window, saved);
      return {
        next(value) {
          if (includeCurrent) recent.push(value);
          const present = recent.present();
          const found = statistics.map((name) => (present.length < minPeriods ? Number.NaN : STATISTICS[name](present)));
          if (!includeCurrent) recent.push(value);
          return found;
        },
        save: () => recent.save(),
      };
    };
  },
});
