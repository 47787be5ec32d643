import type { CurveSeries } from "../../src/protocol/run.ts";
import type { CurvesView } from "./view.ts";

/** Series that belong in one chart: a metric on the training and on the validation data, of all runs. */
export interface Family {
  metric: string;
  series: CurveSeries[];
}

const VALIDATION = "val_";

/** The charts to draw, `loss` first, then in the order the metrics were logged. */
export function familiesOf(series: readonly CurveSeries[]): Family[] {
  const families = new Map<string, CurveSeries[]>();
  for (const one of series) {
    const metric = one.metric.startsWith(VALIDATION) ? one.metric.slice(VALIDATION.length) : one.metric;
    families.set(metric, [...(families.get(metric) ?? []), one]);
  }
  return [...families]
    .map(([metric, members]) => ({ metric, series: members }))
    .sort((a, b) => Number(b.metric === "loss") - Number(a.metric === "loss"));
}

export const isValidation = ({ metric }: CurveSeries): boolean => metric.startsWith(VALIDATION);

/** Exponential moving average that starts unbiased, as TensorBoard's; `weight` from 0 (none) to below 1. Gaps stay gaps. */
export function smooth(values: readonly number[], weight: number): number[] {
  if (weight <= 0) return [...values];
  let last = 0;
  let seen = 0;
  return values.map((value) => {
    if (!Number.isFinite(value)) return value;
    last = last * weight + (1 - weight) * value;
    seen += 1;
    return last / (1 - weight ** seen);
  });
}

/** X of each point: the epoch, seconds since the run's first point, or seconds since 1970. */
export function xOf(series: CurveSeries, x: CurvesView["x"], start: number): number[] {
  if (x === "epoch") return series.steps;
  return series.times.map((time) => (x === "time" ? (time - start) / 1000 : time / 1000));
}

/** Position of the value nearest to `x` in ascending `xs`; -1 where there is none. */
export function nearest(xs: readonly number[], x: number): number {
  let low = 0;
  let high = xs.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((xs[middle] ?? 0) < x) low = middle + 1;
    else high = middle;
  }
  const [here, before] = [xs[low], xs[low - 1]];
  if (here === undefined) return -1;
  return before !== undefined && x - before < here - x ? low - 1 : low;
}
