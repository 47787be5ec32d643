import type { Experiment } from "../../protocol/experiment.ts";
import { type TimeStep, usualSeason } from "./time-step.ts";

export type ForecasterParams = Extract<Experiment["model"], { algorithm: "forecaster" }>;

/** Lags in steps, ascending: as named, or the last so many. */
export const lagsOf = ({ lags }: ForecasterParams): number[] =>
  typeof lags === "number" ? Array.from({ length: lags }, (_, i) => i + 1) : [...new Set(lags)].sort((a, b) => a - b);

/** How many values before its origin a forecast looks at. */
export const reachOf = (params: ForecasterParams): number => Math.max(...lagsOf(params), ...params.rolling.windows);

/** Steps of a season: as named, or the usual one where the shortest series has two of them; 1: none. */
export function seasonOf({ season }: ForecasterParams, step: TimeStep, shortest: number): number {
  if (season !== undefined) return season;
  const usual = usualSeason(step);
  return shortest >= 2 * usual ? usual : 1;
}
