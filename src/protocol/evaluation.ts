import type { Analyses } from "./analyses.ts";
import type { GateResult, SegmentFigures } from "./gate.ts";
import type { ReadingOptions } from "./reading.ts";
import type { SplitName } from "./run.ts";
import type { Task } from "./task.ts";

export type { Task } from "./task.ts";

/** How a model did on one set of rows. Figures are scikit-learn's, by scikit-learn's names. */
export interface Evaluation {
  run: string;
  task: Task;
  /** Null of a task without one. */
  target: string | null;
  /** Where the rows came from: a split of the run's own data, or a file. */
  on: SplitName | { file: string };
  rows: number;
  /** Rows left out because their target is missing or a class the model never saw. */
  skipped: number;
  /** How a file was read: rows that were left out, what was assumed. */
  notes?: string[];
  metrics: Record<string, number>;
  /** Of each figure the middle 95 % of what resamples of these rows give (percentile bootstrap). Absent of older runs. */
  intervals?: Record<string, [low: number, high: number]>;
  /** How many resamples. */
  resamples?: number;
  /** Figures of the columns' values that gates tell apart. */
  segments?: SegmentFigures[];
  /** How it stands with the gates of the experiment, where they were asked for. */
  gates?: GateResult[];
  /** Classification: `matrix[actual][predicted]`. */
  confusion: { labels: string[]; matrix: number[][] } | null;
  /** Per class: precision, recall, f1-score, support (the classification report). */
  classes: { label: string; precision: number; recall: number; f1: number; support: number }[] | null;
  /** Binary: ROC curve points (false positive rate, true positive rate, threshold), thinned. */
  roc: { fpr: number[]; tpr: number[]; thresholds: number[] } | null;
  /** Regression: predicted and actual of at most 1,000 rows, evenly drawn. */
  residuals: { predicted: number[]; actual: number[] } | null;
  /** Clustering: rows of each cluster. */
  clusters?: { label: string; rows: number }[];
  /** Dimensionality reduction: of each component the share of the training rows' variance that it explains, largest first; the model keeps the first ones. */
  components?: { name: string; ratio: number; kept: boolean }[];
  /** Figures that are of so many of the rows, drawn by chance, since all would take too long. */
  sampled?: { metrics: string[]; rows: number };
  /** Of forecasts: figures at each step ahead, and of forecasts that need no model. `metrics` are those of all steps together. */
  forecast?: ForecastEvaluation;
  /** The same figures of the simplest model (majority class, mean), to compare with. Empty without a target. */
  baseline: Record<string, number>;
  /** Curves, calibration, thresholds, residuals. Absent without a target, and in runs of the first version. */
  analyses?: Analyses;
}

export interface ForecastEvaluation {
  horizon: number;
  /** Steps of a season; 1: none. */
  season: number;
  /** By steps ahead, from 1; `rows`: rows that were forecast so far ahead. */
  steps: { step: number; rows: number; metrics: Record<string, number> }[];
  /** The last known value (`naive`), and that of a season ago (`seasonal-naive`), on the same rows and steps. */
  baselines: { name: string; metrics: Record<string, number> }[];
  /** The share of the forecasts whose value lay in its interval, which is to be near `level`. */
  interval: { level: number; coverage: number };
  /** Of a few series, what was forecast `horizon` steps ahead, and what came. Absent in runs of the first versions. */
  lines?: ForecastLine[];
  /** Whether the times of `lines` are dates: milliseconds since 1970. */
  dates?: boolean;
}

/** One point a row, in the order of time, with the interval of each forecast. */
export interface ForecastLine {
  /** Its values of `model.series`; null where there is but one. */
  series: string | null;
  times: number[];
  actual: number[];
  predicted: number[];
  low: number[];
  high: number[];
}

export interface EvaluateQuery extends ReadingOptions {
  run: string;
  /** A file to evaluate on; the run's own test split where absent. */
  file?: string;
  /** Judge the gates of its experiment too. */
  gates?: boolean;
}

/** What to predict: exactly one of `file` and `horizon`. */
export interface PredictQuery extends ReadingOptions {
  run: string;
  /** Rows to predict. */
  file?: string;
  /** Of a forecaster: the next so many steps of every series. */
  horizon?: number;
  /** CSV to write: the input columns and `prediction`, for classification also `probability_<class>`; without a target, the model's own columns. */
  out: string;
}

export interface PredictOutcome {
  out: string;
  rows: number;
  columns: string[];
  /** How the file was read: rows that were left out, what was assumed. */
  notes: string[];
}
