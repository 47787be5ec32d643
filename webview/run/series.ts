import type { CurveSeries } from "../../src/protocol/run.ts";
import type { CurvesView } from "./view.ts";

/** Series that belong in one chart: a metric on the training and on the validation data, of all runs. */
export interface Family {
  metric: string;
  /** Of the folds of a cross-validation. */
  folds: boolean;
  series: CurveSeries[];
}

const VALIDATION = "val_";
const FOLD = /^(?:fold_(\d+)|mean)\//;

/** The charts to draw, `loss` first, then in the order the metrics were logged; those of folds each after their metric's own. */
export function familiesOf(series: readonly CurveSeries[]): Family[] {
  const families = new Map<string, Family>();
  for (const one of series) {
    const folds = isFold(one.metric);
    const name = one.metric.replace(FOLD, "");
    const metric = name.startsWith(VALIDATION) ? name.slice(VALIDATION.length) : name;
    const key = `${metric} ${folds}`;
    const family = families.get(key) ?? { metric, folds, series: [] };
    family.series.push(one);
    families.set(key, family);
  }
  const order = [...new Set([...families.values()].map(({ metric }) => metric))];
  const place = ({ metric, folds }: Family) => (metric === "loss" ? -1 : order.indexOf(metric)) + (folds ? 0.5 : 0);
  return [...families.values()].sort((a, b) => place(a) - place(b));
}

export const isFold = (metric: string): boolean => FOLD.test(metric);

/** Number of the fold that a series is of, from 1; 0 where it is of none, or the mean of all. */
export const foldOf = ({ metric }: Pick<CurveSeries, "metric">): number => Number(FOLD.exec(metric)?.[1] ?? 0);

export const isValidation = ({ metric }: Pick<CurveSeries, "metric">): boolean => metric.replace(FOLD, "").startsWith(VALIDATION);

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
