import type { Evaluation } from "../../protocol/evaluation.ts";
import type { Predictions } from "../model/algorithm.ts";
import type { ClassTarget, TargetState } from "../model/target.ts";
import { baselinePredictions } from "./baseline.ts";
import { type Classified, classificationFigures, mostProbable, thresholdsOfClass } from "./classification.ts";
import { confusionMatrix } from "./confusion.ts";
import { classScores } from "./precision-recall.ts";
import { regressionFigures } from "./regression.ts";
import { evenly, rocCurve } from "./roc-curve.ts";

const MOST_RESIDUALS = 1000;

export interface Judged {
  target: TargetState;
  /** Class indices, or values. */
  actual: Float64Array;
  predictions: Predictions;
}

/** Figures alone, those that are undefined on these rows left out. */
export function figuresOf({ target, actual, predictions }: Judged): Record<string, number> {
  if (target.task === "regression") return defined(regressionFigures(actual, predictions.values));
  const rows = classified(actual, predictions);
  return defined(classificationFigures(target.task, rows, matrixOf(rows)));
}

/** All there is to say of a model on one set of rows. */
export function evaluate(judged: Judged, about: Pick<Evaluation, "run" | "on" | "skipped">): Evaluation {
  const { target, actual, predictions } = judged;
  const baseline = { ...judged, predictions: baselinePredictions(target, actual.length) };
  return {
    run: about.run,
    task: target.task,
    target: target.column,
    on: about.on,
    rows: actual.length,
    skipped: about.skipped,
    metrics: figuresOf(judged),
    ...(target.task === "regression" ? { confusion: null, classes: null, roc: null } : classParts(target, classified(actual, predictions))),
    residuals: target.task === "regression" ? residualsOf(actual, predictions.values) : null,
    baseline: figuresOf(baseline),
  };
}

function classParts(target: ClassTarget, rows: Classified): Pick<Evaluation, "confusion" | "classes" | "roc"> {
  const matrix = matrixOf(rows);
  return {
    confusion: { labels: target.classes, matrix },
    classes: classScores(matrix).map((scores, k) => ({ label: target.classes[k] as string, ...scores })),
    roc: target.task === "binary" ? rocCurve(thresholdsOfClass(rows, 1)) : null,
  };
}

function residualsOf(actual: Float64Array, predicted: Float64Array): NonNullable<Evaluation["residuals"]> {
  const all = Array.from(actual.keys());
  const rows = all.length <= MOST_RESIDUALS ? all : evenly(all, MOST_RESIDUALS);
  return { predicted: rows.map((row) => predicted[row] as number), actual: rows.map((row) => actual[row] as number) };
}

const classified = (actual: Float64Array, { values, width }: Predictions): Classified => ({
  actual,
  probabilities: values,
  classes: width,
});
const matrixOf = ({ actual, probabilities, classes }: Classified) => confusionMatrix(actual, mostProbable(probabilities, classes), classes);
const defined = (figures: Record<string, number>) =>
  Object.fromEntries(Object.entries(figures).filter(([, value]) => Number.isFinite(value)));
