import type { FigureDifference } from "../../protocol/report.ts";
import { directionOf } from "../store/metrics.ts";
import { bootstrap } from "./bootstrap.ts";
import type { Compared } from "./evaluate.ts";
import { figuresUnder } from "./evaluate.ts";

/** Figures worth comparing, most telling first. */
const TELLING = {
  binary: ["accuracy", "roc_auc", "average_precision", "f1", "log_loss"],
  multiclass: ["accuracy", "balanced_accuracy", "f1_macro", "log_loss"],
  regression: ["rmse", "mae", "r2"],
} as const;

/** How much work the resamples may be: a fraction of a second. */
const MOST_DRAWN = 4_000_000;

/** Two sets of predictions for the same rows, compared by a paired bootstrap: both are drawn alike, so that what is hard for both weighs on neither. */
export function comparePaired(own: Compared, other: Compared): FigureDifference[] {
  const [ownUnder, otherUnder] = [figuresUnder(own), figuresUnder(other)];
  const rows = own.actual.length;
  const resamples = Math.max(100, Math.min(1000, Math.floor(MOST_DRAWN / Math.max(1, rows))));
  const metrics = TELLING[own.target.task];
  const { intervals } = bootstrap(
    rows,
    (counts) => {
      const [a, b] = [ownUnder(counts), otherUnder(counts)];
      return Object.fromEntries(metrics.map((metric) => [metric, (a[metric] as number) - (b[metric] as number)]));
    },
    resamples,
  );
  return differences(own.target.task, ownUnder(null), otherUnder(null), intervals);
}

/** Two sets of figures side by side. `intervals`: of the differences, where there are some. */
export function differences(
  task: keyof typeof TELLING,
  own: Record<string, number>,
  other: Record<string, number>,
  intervals: Record<string, [number, number]> = {},
): FigureDifference[] {
  return TELLING[task].flatMap((metric) => {
    const [value, theirs] = [own[metric], other[metric]];
    if (value === undefined || theirs === undefined || !Number.isFinite(value) || !Number.isFinite(theirs)) return [];
    const direction = directionOf(metric);
    const interval = intervals[metric] ?? null;
    const difference = value - theirs;
    const better = direction === "max" ? difference : -difference;
    const level = interval ? interval[0] <= 0 && interval[1] >= 0 : difference === 0;
    return [{ metric, direction, value, other: theirs, difference, interval, verdict: level ? "level" : better > 0 ? "better" : "worse" }];
  });
}
