import type { ClassAnalysis } from "../../protocol/analyses.ts";
import type { Thresholds } from "./ranking.ts";
import { evenly, indicesWhere } from "./roc-curve.ts";

/**
 * Precision over recall as scikit-learn's `precision_recall_curve(drop_intermediate=True)`, from the highest threshold down, after the
 * point that takes no row (precision 1, recall 0; its threshold is the largest plus 1). Of more than `most` points an even
 * choice. Null without positives.
 */
export function precisionRecallCurve({ scores, tps, fps }: Thresholds, most: number): ClassAnalysis["precisionRecall"] {
  const positives = tps.at(-1) ?? 0;
  if (positives === 0) return null;
  const last = tps.length - 1;
  const kept = indicesWhere(tps.length, (i) => i === 0 || i === last || tps[i] !== tps[i - 1] || tps[i] !== tps[i + 1]);
  const points = kept.length < most ? [...kept] : evenly(kept, most - 1);
  return {
    precision: [1, ...points.map((i) => (tps[i] as number) / ((tps[i] as number) + (fps[i] as number)))],
    recall: [0, ...points.map((i) => (tps[i] as number) / positives)],
    thresholds: [(scores[0] as number) + 1, ...points.map((i) => scores[i] as number)],
  };
}
