import type { Series } from "./history.ts";
import { type ForecasterParams, lagsOf, reachOf } from "./settings.ts";

/** One forecast to make: for the time of `target`, with what was known at `origin`. */
export interface Sample {
  series: Series;
  origin: number;
  target: number;
}

/** What is already forecast beyond the origin of a sample: the value of a position, NaN where there is none yet. */
export type Path = (sample: number, position: number) => number;

/** Whether the values up to `origin` are known that a recursive forecast looks back to at so many steps ahead. */
export const goesOn = (params: ForecasterParams, { at }: Series, origin: number, ahead: number): boolean =>
  lagsOf(params).every((lag) => lag < ahead || !Number.isNaN(at(origin + ahead - lag)));

/** Whether all is known that a forecast of the next step from `origin` looks back to. */
export function begins(params: ForecasterParams, series: Series, origin: number): boolean {
  const longest = Math.max(0, ...params.rolling.windows);
  for (let back = 0; back < longest; back += 1) if (Number.isNaN(series.at(origin - back))) return false;
  return goesOn(params, series, origin, 1);
}

/** Whether what is known ahead of a position is there. */
export const aheadIsKnown = ({ known }: ForecasterParams, series: Series, position: number): boolean =>
  known.length === 0 || series.rowAt(position) !== undefined;

/** Forecasts `steps` ahead of every row of a part whose value is known, where their past is; with these values. */
export function samplesOf(
  params: ForecasterParams,
  history: readonly Series[],
  part: number,
  steps: number,
): { samples: Sample[]; y: Float64Array } {
  const samples = history.flatMap((series) =>
    series
      .positions()
      .filter((target) => series.rowAt(target)?.part === part && !Number.isNaN(series.at(target)))
      .map((target): Sample => ({ series, origin: target - steps, target }))
      .filter(({ origin, target }) => begins(params, series, origin) && aheadIsKnown(params, series, target)),
  );
  return { samples, y: Float64Array.from(samples, ({ series, target }) => series.at(target)) };
}

/** Rows of each series in a part. */
export const rowsIn = (series: Series, part: number): number =>
  series.positions().filter((position) => series.rowAt(position)?.part === part).length;

/** The fewest training rows a series may have: two forecasts to learn from. */
export const fewestRows = (params: ForecasterParams): number => reachOf(params) + (params.strategy === "direct" ? params.horizon : 1) + 1;
