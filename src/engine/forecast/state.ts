import type { SeriesTail } from "./history.ts";
import type { Intervals } from "./intervals.ts";
import type { ForecasterParams } from "./settings.ts";
import type { TimeStep } from "./time-step.ts";

/** What a fitted forecaster knows beside its learners: plain JSON. */
export interface ForecasterState {
  format: "trainyard-forecaster";
  version: 1;
  params: ForecasterParams;
  step: TimeStep;
  season: number;
  series: SeriesTail[];
  /** Of each series: what MASE divides by; null where it is not defined. */
  scales: (number | null)[];
  intervals: Intervals;
}
