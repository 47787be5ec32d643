import { accuracy, balancedAccuracy, matthews } from "./accuracy.ts";
import { areaAgainstRest, areasAgainstEach, rankClass } from "./class-ranks.ts";
import { confusionMatrix } from "./confusion.ts";
import { type Counts, lazily } from "./counts.ts";
import { AVERAGES, averageScores, classScores } from "./precision-recall.ts";
import { brier, logLoss } from "./probability.ts";
import { type Thresholds, thresholdsOf } from "./ranking.ts";

/** What a classifier said of rows whose class is known. */
export interface Classified {
  /** Class indices. */
  actual: ArrayLike<number>;
  /** Row-major, rows x classes. */
  probabilities: Float64Array;
  classes: number;
}

/**
 * Figures of a classification under scikit-learn's names. `precision`, `recall` and `f1` are those of a binary task's positive
 * class (index 1); `_macro`, `_micro` and `_weighted` average over the classes. With more than two classes `roc_auc` and
 * `average_precision` are the mean of each class against the rest, `roc_auc_weighted` that by the classes' rows, and
 * `roc_auc_ovo` the mean over pairs of classes. What is undefined on these rows (one class only) is NaN.
 */
export function classificationFigures(task: "binary" | "multiclass", rows: Classified): (counts: Counts) => Record<string, number> {
  const { actual, probabilities, classes } = rows;
  const matrixUnder = lazily(() => {
    const predicted = mostProbable(probabilities, classes);
    return (counts) => confusionMatrix(actual, predicted, classes, counts);
  });
  const ranks = task === "binary" ? lazily(() => binaryRanks(rows)) : classRanks(rows);
  const losses = {
    log_loss: lazily(() => logLoss(actual, probabilities, classes)),
    brier: lazily(() => brier(actual, probabilities, classes)),
  };
  return (counts) => {
    const matrix = matrixUnder(counts);
    return {
      accuracy: accuracy(matrix),
      balanced_accuracy: balancedAccuracy(matrix),
      ...(task === "binary" ? positiveScores(matrix) : {}),
      ...ranks(counts),
      log_loss: losses.log_loss(counts),
      brier: losses.brier(counts),
      mcc: matthews(matrix),
      ...averages(matrix),
    };
  };
}

/** The class of the highest probability of each row; of equal ones the first, as `argmax`. */
export function mostProbable(probabilities: Float64Array, classes: number): Uint16Array {
  const chosen = new Uint16Array(probabilities.length / classes);
  for (let row = 0; row < chosen.length; row += 1) {
    let best = 0;
    for (let k = 1; k < classes; k += 1) {
      if ((probabilities[row * classes + k] as number) > (probabilities[row * classes + best] as number)) best = k;
    }
    chosen[row] = best;
  }
  return chosen;
}

/** One class against the rest. */
export function thresholdsOfClass(rows: Classified, k: number): Thresholds {
  return thresholdsOf(isOf(rows.actual, k), scoresOf(rows, k));
}

/** 1 for each row of the class, else 0. */
export function isOf(actual: ArrayLike<number>, k: number): Uint8Array {
  const own = new Uint8Array(actual.length);
  for (let row = 0; row < own.length; row += 1) own[row] = Number(actual[row] === k);
  return own;
}

/** The probability of one class, of each row. */
export function scoresOf({ actual, probabilities, classes }: Classified, k: number): Float64Array {
  const scores = new Float64Array(actual.length);
  for (let row = 0; row < scores.length; row += 1) scores[row] = probabilities[row * classes + k] as number;
  return scores;
}

function positiveScores(matrix: number[][]): Record<string, number> {
  const { precision, recall, f1 } = classScores(matrix)[1] ?? { precision: Number.NaN, recall: Number.NaN, f1: Number.NaN };
  return { precision, recall, f1 };
}

function averages(matrix: number[][]): Record<string, number> {
  const entries = AVERAGES.flatMap((average) =>
    Object.entries(averageScores(matrix, average)).map(([name, value]) => [`${name}_${average}`, value] as const),
  );
  return Object.fromEntries(entries);
}

type Ranks = (counts: Counts) => Record<string, number>;

function binaryRanks(rows: Classified): Ranks {
  const rank = rankClass(rows.actual, scoresOf(rows, 1), 1, 2);
  return (counts) => {
    const ranked = rank(counts);
    return { roc_auc: areaAgainstRest(ranked, 1), average_precision: ranked.averagePrecision };
  };
}

function classRanks(rows: Classified): Ranks {
  const { actual, classes } = rows;
  const each = Array.from({ length: classes }, (_, k) => lazily(() => rankClass(actual, scoresOf(rows, k), k, classes)));
  return (counts) => {
    const ranked = each.map((rank) => rank(counts));
    const areas = ranked.map(areaAgainstRest);
    return {
      roc_auc: meanOf(areas),
      roc_auc_weighted: areas.reduce((sum, area, k) => sum + area * (ranked[k]?.totals[k] as number), 0) / actual.length,
      roc_auc_ovo: meanOf(ranked.flatMap(areasAgainstEach)),
      average_precision: meanOf(ranked.map(({ averagePrecision }) => averagePrecision)),
    };
  };
}

const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
