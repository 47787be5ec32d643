import { marginsOf } from "./confusion.ts";

export interface ClassScores {
  precision: number;
  recall: number;
  f1: number;
  /** Rows of the class. */
  support: number;
}

/** Precision, recall and F1 of each class; 0 where one is undefined, as scikit-learn's `zero_division=0`. */
export function classScores(matrix: readonly number[][]): ClassScores[] {
  const { actual, predicted } = marginsOf(matrix);
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  return matrix.map((counts, k) => {
    const hits = counts[k] as number;
    const [support, taken] = [actual[k] as number, predicted[k] as number];
    return { precision: share(hits, taken), recall: share(hits, support), f1: share(2 * hits, support + taken), support };
  });
}

export const AVERAGES = ["macro", "micro", "weighted"] as const;
export type Average = (typeof AVERAGES)[number];

/** Means over the classes that occur or were predicted: each class alike (`macro`), by its rows (`weighted`), or of all rows' hits at once (`micro`). */
export function averageScores(matrix: readonly number[][], average: Average): Omit<ClassScores, "support"> {
  const { predicted, total, correct } = marginsOf(matrix);
  if (average === "micro") return { precision: correct / total, recall: correct / total, f1: correct / total };
  const scores = classScores(matrix).filter(({ support }, k) => support > 0 || (predicted[k] as number) > 0);
  const weights = scores.map(({ support }) => (average === "macro" ? 1 : support));
  const whole = weights.reduce((a, b) => a + b, 0);
  const mean = (key: keyof ClassScores) => scores.reduce((sum, score, i) => sum + score[key] * (weights[i] as number), 0) / whole;
  return { precision: mean("precision"), recall: mean("recall"), f1: mean("f1") };
}
