import { quantiles } from "../recipe/quantiles.ts";
import type { Backtest } from "./walk-forward.ts";

/** What to add to a forecast of each step, for an interval that held in the given share of the rows it was learnt from. */
export interface Intervals {
  level: number;
  lower: number[];
  upper: number[];
}

/** Quantiles of the errors (actual less predicted) at each step, of rows that the learner did not learn from. */
export function intervalsOf({ horizon, step, actual, predicted }: Backtest, level: number): Intervals {
  const errors = Array.from({ length: horizon }, (_, ahead) => {
    const own = Array.from(step.keys()).filter((i) => step[i] === ahead + 1);
    return Float64Array.from(own, (i) => (actual[i] as number) - (predicted[i] as number));
  });
  const at = (share: number) => errors.map((own) => quantiles(own, [share])[0] as number);
  return { level, lower: at((1 - level) / 2), upper: at((1 + level) / 2) };
}

/** The share of a backtest's entries whose actual value lies in its interval. */
export function coverageOf({ step, actual, predicted }: Backtest, { lower, upper }: Intervals): number {
  const inside = Array.from(actual.keys()).filter((i) => {
    const ahead = (step[i] as number) - 1;
    const error = (actual[i] as number) - (predicted[i] as number);
    return error >= (lower[ahead] as number) && error <= (upper[ahead] as number);
  });
  return inside.length / actual.length;
}
