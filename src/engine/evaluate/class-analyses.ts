import type { ClassAnalysis, Costs } from "../../protocol/analyses.ts";
import { calibrationOf } from "./calibration.ts";
import { type Classified, thresholdsOfClass } from "./classification.ts";
import { precisionRecallCurve } from "./precision-recall-curve.ts";
import { averagePrecision, rocAuc } from "./ranking.ts";
import { rocCurve } from "./roc-curve.ts";
import { thresholdTable } from "./threshold-table.ts";

/** Many classes: so many of them, each with a coarser curve. */
const MOST_CLASSES = 20;
const POINTS = { one: 500, many: 150 };

/** Each class against the rest; of two classes the positive one alone, for the other is its mirror image. */
export function classAnalyses(rows: Classified, labels: readonly string[], costs: Costs): ClassAnalysis[] {
  const counts = labels.map((_, k) => Array.from(rows.actual).filter((index) => index === k).length);
  const chosen = labels.length === 2 ? [1] : [...labels.keys()].sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
  return chosen.slice(0, MOST_CLASSES).map((k) => classAnalysis(rows, k, labels, costs));
}

function classAnalysis(rows: Classified, k: number, labels: readonly string[], costs: Costs): ClassAnalysis {
  const { actual, probabilities, classes } = rows;
  const cuts = thresholdsOfClass(rows, k);
  const positives = cuts.tps.at(-1) ?? 0;
  const points = labels.length === 2 ? POINTS.one : POINTS.many;
  return {
    label: labels[k] as string,
    positives,
    negatives: actual.length - positives,
    roc: rocCurve(cuts, points),
    rocAuc: known(rocAuc(cuts)),
    precisionRecall: precisionRecallCurve(cuts, points),
    averagePrecision: known(averagePrecision(cuts)),
    calibration: calibrationOf(
      Array.from(actual, (index) => index === k),
      Float64Array.from(actual, (_, row) => probabilities[row * classes + k] as number),
    ),
    thresholds: thresholdTable(cuts, costs),
  };
}

const known = (value: number): number | null => (Number.isNaN(value) ? null : value);
