import type { SupervisedTask } from "./task.ts";

const AVERAGED = ["precision", "recall", "f1"].flatMap((name) => ["macro", "micro", "weighted"].map((average) => `${name}_${average}`));
const OF_CLASSES = ["accuracy", "balanced_accuracy", "roc_auc", "average_precision", "log_loss", "brier", "mcc", ...AVERAGED];

/** In place of some of the others. */
const OF_FORECASTS = ["mase", "smape"];

/** Figures that an evaluation can hold, by scikit-learn's names. */
export const METRICS: Readonly<Record<SupervisedTask, readonly string[]>> = {
  binary: [...OF_CLASSES, "precision", "recall", "f1"],
  multiclass: [...OF_CLASSES, "roc_auc_weighted", "roc_auc_ovo"],
  regression: ["mae", "mse", "rmse", "mape", "r2", "explained_variance", "median_absolute_error", "max_error", ...OF_FORECASTS],
};

/** Other names that people know figures by. */
const ALIASES: Readonly<Record<string, string>> = {
  auc: "roc_auc",
  pr_auc: "average_precision",
  acc: "accuracy",
  brier_score: "brier",
  matthews_corrcoef: "mcc",
};

export const metricName = (name: string): string => ALIASES[name] ?? name;

/** Averages over the classes: known by their endings, and of less interest than the rest. */
export const isAverage = (metric: string): boolean => /_(macro|micro|weighted)$/.test(metric);

/** Without averages over the classes that say again what others say: of two classes all, else those of all rows at once. */
export function shownMetrics(names: readonly string[]): string[] {
  const ofOneClass = names.includes("f1");
  return names.filter((name) => !(ofOneClass ? isAverage(name) : name.endsWith("_micro")));
}
