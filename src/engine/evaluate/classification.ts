import { accuracy, balancedAccuracy, matthews } from "./accuracy.ts";
import { averageScores, classScores } from "./precision-recall.ts";
import { brier, logLoss } from "./probability.ts";
import { averagePrecision, rocAuc, type Thresholds, thresholdsOf } from "./ranking.ts";

/** What a classifier said of rows whose class is known. */
export interface Classified {
  /** Class indices. */
  actual: ArrayLike<number>;
  /** Row-major, rows x classes. */
  probabilities: Float64Array;
  classes: number;
}

/**
 * Figures of a classification under scikit-learn's names. Of a binary task those of the positive class (index 1), else
 * `_macro` and `_weighted` means, and for `roc_auc` and `average_precision` the mean of each class against the rest.
 * What is undefined on these rows (one class only) is NaN.
 */
export function classificationFigures(task: "binary" | "multiclass", rows: Classified, matrix: number[][]): Record<string, number> {
  const { actual, probabilities, classes } = rows;
  return {
    accuracy: accuracy(matrix),
    balanced_accuracy: balancedAccuracy(matrix),
    ...(task === "binary" ? positiveScores(matrix) : averages(matrix)),
    roc_auc: ranked(task, rows, rocAuc),
    average_precision: ranked(task, rows, averagePrecision),
    log_loss: logLoss(actual, probabilities, classes),
    brier: brier(actual, probabilities, classes),
    mcc: matthews(matrix),
  };
}

/** The class of the highest probability of each row; of equal ones the first, as `argmax`. */
export function mostProbable(probabilities: Float64Array, classes: number): Int32Array {
  return Int32Array.from({ length: probabilities.length / classes }, (_, row) => {
    let best = 0;
    for (let k = 1; k < classes; k += 1) {
      if ((probabilities[row * classes + k] as number) > (probabilities[row * classes + best] as number)) best = k;
    }
    return best;
  });
}

/** One class against the rest. */
export function thresholdsOfClass({ actual, probabilities, classes }: Classified, k: number): Thresholds {
  const positive = Array.from(actual, (index) => index === k);
  return thresholdsOf(
    positive,
    Float64Array.from(positive, (_, row) => probabilities[row * classes + k] as number),
  );
}

function positiveScores(matrix: number[][]): Record<string, number> {
  const { precision, recall, f1 } = classScores(matrix)[1] ?? { precision: Number.NaN, recall: Number.NaN, f1: Number.NaN };
  return { precision, recall, f1 };
}

function averages(matrix: number[][]): Record<string, number> {
  const entries = (["macro", "weighted"] as const).flatMap((average) =>
    Object.entries(averageScores(matrix, average)).map(([name, value]) => [`${name}_${average}`, value] as const),
  );
  return Object.fromEntries(entries);
}

function ranked(task: "binary" | "multiclass", rows: Classified, figure: (thresholds: Thresholds) => number): number {
  if (task === "binary") return figure(thresholdsOfClass(rows, 1));
  const each = Array.from({ length: rows.classes }, (_, k) => figure(thresholdsOfClass(rows, k)));
  return each.reduce((a, b) => a + b, 0) / each.length;
}
