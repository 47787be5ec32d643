import type { Costs } from "../../protocol/analyses.ts";
import type { Evaluation } from "../../protocol/evaluation.ts";
import { nothingToForecast } from "../forecast/errors.ts";
import { backtestFigures, forecastFigures } from "../forecast/figures.ts";
import type { ChangeFeatures } from "../forecast/forecasts.ts";
import type { Intervals } from "../forecast/intervals.ts";
import { bestBaseline, forecastReport } from "../forecast/report.ts";
import type { Backtest } from "../forecast/walk-forward.ts";
import type { FittedModel, Judgement, LabelledRows, Predictions } from "../model/algorithm.ts";
import type { ClassTarget, NoTarget, SupervisedTarget, TargetState } from "../model/target.ts";
import { analysesOf } from "./analyses.ts";
import { baselinePredictions } from "./baseline.ts";
import { bootstrap, resamplesOf } from "./bootstrap.ts";
import { type Classified, classificationFigures, mostProbable, thresholdsOfClass } from "./classification.ts";
import { confusionMatrix } from "./confusion.ts";
import type { Counts } from "./counts.ts";
import { classScores } from "./precision-recall.ts";
import { regressionFigures } from "./regression.ts";
import { evenIndices, rocCurve } from "./roc-curve.ts";

const MOST_RESIDUALS = 1000;

/** What a model said of rows, and what there is to judge it by: what was true, or, without a target, what it says of itself. */
export type Judged = Compared | SelfJudged;

export interface Compared {
  target: SupervisedTarget;
  /** Class indices, or values. */
  actual: Float64Array;
  predictions: Predictions;
  /** Of forecasts: one for each row and step ahead, as are `actual` and `predictions`. */
  forecast?: {
    backtest: Backtest;
    season: number;
    intervals: Intervals;
    notForecast: number;
    /** The same forecasts from other features. */
    again(change: ChangeFeatures): Promise<Backtest>;
  };
}

interface SelfJudged {
  target: NoTarget;
  rows: number;
  judgement: Judgement;
}

/** Has a model predict prepared rows. `before`: the rows that lie before them in time, for a model that looks back. */
export async function judge(
  { model, target }: { model: FittedModel<unknown>; target: TargetState },
  { x, y, kept }: LabelledRows<unknown> & { kept: ArrayLike<number> },
  before: readonly LabelledRows<unknown>[] = [],
): Promise<Judged> {
  if (model.inTime && target.column !== null) {
    const { inTime } = model;
    const { season, intervals } = inTime;
    const backtest = await inTime.backtest(before, { x, y });
    if (backtest.rows === 0) throw nothingToForecast();
    return {
      target,
      actual: backtest.actual,
      predictions: { values: backtest.predicted, width: 1 },
      forecast: {
        backtest,
        season,
        intervals,
        notForecast: y.length - backtest.rows,
        again: (change) => inTime.backtest(before, { x, y }, change),
      },
    };
  }
  const predictions = await model.predict(x);
  if (target.column !== null) return { target, actual: y, predictions };
  const judging = model.judging?.(kept.length);
  await judging?.add(x, predictions, y);
  return { target, rows: kept.length, judgement: judging?.end() ?? { metrics: {} } };
}

/** Figures alone, those that are undefined on these rows left out. */
export const figuresOf = (judged: Judged): Record<string, number> =>
  defined("judgement" in judged ? judged.judgement.metrics : figuresUnder(judged)(null));

/** Figures under any counts of the rows, undefined ones among them. */
export function figuresUnder({ target, actual, predictions, forecast }: Compared): (counts: Counts) => Record<string, number> {
  if (forecast) return forecastFigures(actual, predictions.values, forecast.backtest.scale);
  if (target.task === "regression") return regressionFigures(actual, predictions.values);
  return classificationFigures(target.task, classified(actual, predictions));
}

interface About extends Pick<Evaluation, "run" | "on" | "skipped"> {
  /** What a mistake costs; 1 each where absent. */
  costs?: Costs | undefined;
}

/** All there is to say of a model on one set of rows. */
export function evaluate(judged: Judged, { costs, ...about }: About): Evaluation {
  if ("judgement" in judged) return selfEvaluation(judged, about);
  const { target, actual, predictions, forecast } = judged;
  if (forecast) return forecastEvaluation(judged, forecast, about);
  return {
    run: about.run,
    task: target.task,
    target: target.column,
    on: about.on,
    rows: actual.length,
    skipped: about.skipped,
    metrics: figuresOf(judged),
    ...bootstrap(actual.length, figuresUnder(judged), resamplesOf(actual.length, predictions.width)),
    ...(target.task === "regression" ? { confusion: null, classes: null, roc: null } : classParts(target, classified(actual, predictions))),
    residuals: target.task === "regression" ? residualsOf(actual, predictions.values) : null,
    baseline: figuresOf({ ...judged, predictions: baselinePredictions(target, actual.length) }),
    analyses: analysesOf(judged, costs),
  };
}

function forecastEvaluation(
  judged: Compared,
  { backtest, season, intervals, notForecast }: NonNullable<Compared["forecast"]>,
  about: Omit<About, "costs">,
): Evaluation {
  const { units, under } = backtestFigures(backtest);
  const forecast = forecastReport(backtest, season, intervals);
  return {
    ...about,
    task: judged.target.task,
    target: judged.target.column,
    rows: backtest.rows,
    skipped: about.skipped + notForecast,
    metrics: figuresOf(judged),
    ...bootstrap(units, under, resamplesOf(judged.actual.length, 1)),
    confusion: null,
    classes: null,
    roc: null,
    residuals: residualsOf(judged.actual, judged.predictions.values),
    forecast,
    baseline: bestBaseline(forecast),
    analyses: analysesOf(judged),
  };
}

function selfEvaluation(judged: SelfJudged, about: Pick<Evaluation, "run" | "on" | "skipped">): Evaluation {
  const { under, ...judgement } = judged.judgement;
  return {
    ...about,
    task: judged.target.task,
    target: null,
    rows: judged.rows,
    ...judgement,
    metrics: figuresOf(judged),
    ...(under && bootstrap(judged.rows, under, resamplesOf(judged.rows, 1))),
    confusion: null,
    classes: null,
    roc: null,
    residuals: null,
    baseline: {},
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
  const rows = evenIndices(actual.length, Math.min(actual.length, MOST_RESIDUALS));
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
