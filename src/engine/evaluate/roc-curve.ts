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
  const corners = indicesWhere(tps.length, (i) => i === 0 || i === tps.length - 1 || bends(tps, i) || bends(fps, i));
  const points = corners.length < most ? [...corners] : evenly(corners, most - 1);
  return {
    fpr: [0, ...points.map((i) => (fps[i] as number) / negatives)],
    tpr: [0, ...points.map((i) => (tps[i] as number) / positives)],
    thresholds: [(scores[0] as number) + 1, ...points.map((i) => scores[i] as number)],
  };
}

/** Of the indices from 0 to below `length` those that are wanted: 4 bytes each. */
export function indicesWhere(length: number, wanted: (i: number) => boolean): Uint32Array {
  let count = 0;
  for (let i = 0; i < length; i += 1) if (wanted(i)) count += 1;
  const found = new Uint32Array(count);
  for (let [i, at] = [0, 0]; at < count; i += 1) {
    if (!wanted(i)) continue;
    found[at] = i;
    at += 1;
  }
  return found;
}

/** `count` of the items, the first and the last among them. */
export const evenly = <T>(items: ArrayLike<T>, count: number): T[] => evenIndices(items.length, count).map((i) => items[i] as T);

/** `count` of the indices from 0 to below `length`, likewise. */
export const evenIndices = (length: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => Math.round((i * (length - 1)) / Math.max(1, count - 1)));

const bends = (values: Uint32Array, i: number) =>
  (values[i + 1] as number) - (values[i] as number) !== (values[i] as number) - (values[i - 1] as number);
