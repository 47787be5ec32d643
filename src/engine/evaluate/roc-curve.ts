import type { Evaluation } from "../../protocol/evaluation.ts";
import type { Thresholds } from "./ranking.ts";

const MOST_POINTS = 500;

/**
 * ROC curve as scikit-learn's `roc_curve`, points on a straight line left out, and of more than `most` an even choice.
 * The first threshold lies above every score, as the largest plus 1. Null unless both classes occur.
 */
export function rocCurve({ scores, tps, fps }: Thresholds, most = MOST_POINTS): NonNullable<Evaluation["roc"]> | null {
  const [positives, negatives] = [tps.at(-1) ?? 0, fps.at(-1) ?? 0];
  if (positives === 0 || negatives === 0) return null;
  const corners = Array.from(tps.keys()).filter((i) => i === 0 || i === tps.length - 1 || bends(tps, i) || bends(fps, i));
  const points = corners.length < most ? corners : evenly(corners, most - 1);
  return {
    fpr: [0, ...points.map((i) => (fps[i] as number) / negatives)],
    tpr: [0, ...points.map((i) => (tps[i] as number) / positives)],
    thresholds: [(scores[0] as number) + 1, ...points.map((i) => scores[i] as number)],
  };
}

/** `count` of the items, the first and the last among them. */
export const evenly = <T>(items: readonly T[], count: number): T[] =>
  Array.from({ length: count }, (_, i) => items[Math.round((i * (items.length - 1)) / Math.max(1, count - 1))] as T);

const bends = (values: Float64Array, i: number) =>
  (values[i + 1] as number) - (values[i] as number) !== (values[i] as number) - (values[i - 1] as number);
