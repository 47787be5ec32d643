import type { ClassAnalysis, Costs } from "../../protocol/analyses.ts";
import { calibrationOf } from "./calibration.ts";
import { type Classified, isOf, scoresOf, thresholdsOfClass } from "./classification.ts";
import { precisionRecallCurve } from "./precision-recall-curve.ts";
import { averagePrecision, rocAuc } from "./ranking.ts";
import { rocCurve } from "./roc-curve.ts";
import { thresholdTable } from "./threshold-table.ts";

/** Many classes: so many of them, each with a coarser curve. */
const MOST_CLASSES = 20;
const POINTS = { one: 500, many: 150 };

/** Each class against the rest; of two classes the positive one alone, for the other is its mirror image. */
export function classAnalyses(rows: Classified, labels: readonly string[], costs: Costs): ClassAnalysis[] {
  const counts = countsOf(rows.actual, labels.length);
  const chosen = labels.length === 2 ? [1] : [...labels.keys()].sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
  return chosen.slice(0, MOST_CLASSES).map((k) => classAnalysis(rows, k, labels, costs));
}

function classAnalysis(rows: Classified, k: number, labels: readonly string[], costs: Costs): ClassAnalysis {
  const cuts = thresholdsOfClass(rows, k);
  const positives = cuts.tps.at(-1) ?? 0;
  const points = labels.length === 2 ? POINTS.one : POINTS.many;
  return {
    label: labels[k] as string,
    positives,
    negatives: rows.actual.length - positives,
    roc: rocCurve(cuts, points),
    rocAuc: known(rocAuc(cuts)),
    precisionRecall: precisionRecallCurve(cuts, points),
    averagePrecision: known(averagePrecision(cuts)),
    calibration: calibrationOf(isOf(rows.actual, k), scoresOf(rows, k)),
    thresholds: thresholdTable(cuts, costs),
  };
}

/** Rows of each class. */
function countsOf(actual: ArrayLike<number>, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (let row = 0; row < actual.length; row += 1) counts[actual[row] as number] = (counts[actual[row] as number] as number) + 1;
  return counts;
}

const known = (value: number): number | null => (Number.isNaN(value) ? null : value);
