import type { ReadingOptions } from "./reading.ts";
import type { SplitName } from "./run.ts";

export type Task = "binary" | "multiclass" | "regression";

/** How a model did on one set of rows. Figures are scikit-learn's, by scikit-learn's names. */
export interface Evaluation {
  run: string;
  task: Task;
  target: string;
  /** Where the rows came from: a split of the run's own data, or a file. */
  on: SplitName | { file: string };
  rows: number;
  /** Rows left out because their target is missing or a class the model never saw. */
  skipped: number;
  metrics: Record<string, number>;
  /** Classification: `matrix[actual][predicted]`. */
  confusion: { labels: string[]; matrix: number[][] } | null;
  /** Per class: precision, recall, f1-score, support (the classification report). */
  classes: { label: string; precision: number; recall: number; f1: number; support: number }[] | null;
  /** Binary: ROC curve points (false positive rate, true positive rate, threshold), thinned. */
  roc: { fpr: number[]; tpr: number[]; thresholds: number[] } | null;
  /** Regression: predicted and actual of at most 1,000 rows, evenly drawn. */
  residuals: { predicted: number[]; actual: number[] } | null;
  /** The same figures of the simplest model (majority class, mean), to compare with. */
  baseline: Record<string, number>;
}

export interface EvaluateQuery extends ReadingOptions {
  run: string;
  /** A file to evaluate on; the run's own test split where absent. */
  file?: string;
}

export interface PredictQuery extends ReadingOptions {
  run: string;
  file: string;
  /** CSV to write: the input columns and `prediction`, for classification also `probability_<class>`. */
  out: string;
}

export interface PredictOutcome {
  out: string;
  rows: number;
  columns: string[];
}
