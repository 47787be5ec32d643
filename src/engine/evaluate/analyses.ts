import type { Analyses, Costs } from "../../protocol/analyses.ts";
import { calibrationOf } from "./calibration.ts";
import { classAnalyses } from "./class-analyses.ts";
import { type Classified, mostProbable } from "./classification.ts";
import type { Compared } from "./evaluate.ts";
import { residualAnalysis } from "./residual-analysis.ts";

/** What a mistake costs where the experiment does not say. */
const EVEN: Costs = { falsePositive: 1, falseNegative: 1 };

/** Curves, calibration and thresholds of a classification, or the residuals of a regression. */
export function analysesOf({ target, actual, predictions }: Compared, costs = EVEN): Analyses {
  const { values, width } = predictions;
  if (target.task === "regression") return { classes: null, confidence: null, residuals: residualAnalysis(actual, values) };
  const rows: Classified = { actual, probabilities: values, classes: width };
  return { classes: classAnalyses(rows, target.classes, costs), confidence: confidenceOf(rows), residuals: null };
}

function confidenceOf({ actual, probabilities, classes }: Classified) {
  const chosen = mostProbable(probabilities, classes);
  const right = new Uint8Array(chosen.length);
  const said = new Float64Array(chosen.length);
  for (const [row, k] of chosen.entries()) {
    right[row] = Number(k === actual[row]);
    said[row] = probabilities[row * classes + k] as number;
  }
  return calibrationOf(right, said);
}
