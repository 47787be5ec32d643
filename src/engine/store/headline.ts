import type { Headline, Run } from "../../protocol/run.ts";
import { directionOf } from "./metrics.ts";

/** Scores of the validation split that runs of one experiment are ranked by, the first that there is, and what the series is called. */
const SCORES: readonly [score: string, metric: string][] = [
  ["accuracy", "val_acc"],
  ["rmse", "val_rmse"],
  ["root_mean_squared_error", "val_rmse"],
  ["mae", "val_mae"],
  ["mean_absolute_error", "val_mae"],
  ["silhouette", "val_silhouette"],
  ["explained_variance_ratio", "val_explained_variance_ratio"],
  ["roc_auc", "val_roc_auc"],
  ["reconstruction_mse", "val_reconstruction_mse"],
];
const SERIES = ["val_acc", "val_accuracy", "acc", "accuracy", "val_loss", "loss"];

/** The score of a finished model to rank by, on any rows; null where there is none of them. */
export const scoreToRankBy = (scores: Record<string, number>): string | null =>
  SCORES.find(([score]) => scores[score] !== undefined)?.[0] ?? null;

/**
 * The figure to rank by. A trained experiment: accuracy, for regression the RMSE, for clusters the silhouette: the mean of the
 * folds where there are any, else of the validation split. Else the best of the first of val_acc, acc, val_loss, loss that was
 * logged. Null when nothing was, or when it is no number.
 */
export function headlineOf(run: Pick<Run, "scores" | "metrics" | "crossValidation">): Headline | null {
  const first = firstOf(run);
  return first && Number.isFinite(first.value) ? first : null;
}

function firstOf({ scores, metrics, crossValidation }: Pick<Run, "scores" | "metrics" | "crossValidation">): Headline | null {
  for (const [score, metric] of SCORES) {
    const folds = crossValidation?.metrics[score];
    if (folds) return { metric: metric.replace("val_", "cv_"), value: folds.mean, direction: directionOf(metric), std: folds.std };
  }
  for (const [score, metric] of SCORES) {
    const value = scores.validation?.[score];
    if (value !== undefined) return { metric, value, direction: directionOf(metric) };
  }
  for (const metric of SERIES) {
    const series = metrics[metric];
    if (series) return { metric, value: series.best, direction: series.direction };
  }
  return null;
}
