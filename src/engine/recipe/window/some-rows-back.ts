import type { Step, StepOptions } from "../step.ts";
import { Recent } from "./fold.ts";
import { lookingBack } from "./looking-back.ts";

type Options = StepOptions<"lag"> | StepOptions<"difference">;

/** A step that makes, for each of `periods`, one column `a_NAME_1` of each value and the one so many rows back. */
export const someRowsBack = <O extends Options>(name: string, result: (value: number, earlier: number) => number): Step<O> =>
  lookingBack<O>({
    names: (column, { periods }) => periods.map((period) => `${column}_${name}_${period}`),
    begin({ periods }) {
      const most = Math.max(...periods);
      return (saved) => {
        const recent = new Recent(most, saved);
        return {
          next(value) {
            const found = periods.map((period) => result(value, recent.back(period)));
            recent.push(value);
            return found;
          },
          save: () => recent.save(),
        };
      };
    },
  });
