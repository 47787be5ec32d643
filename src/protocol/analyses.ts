/** What can be said of a model from its predictions alone, beyond figures: curves, calibration, thresholds, residuals. */
export interface Analyses {
  /** Binary: the positive class alone. More classes: each against the rest, at most 20, those with the most rows first. Null otherwise. */
  classes: ClassAnalysis[] | null;
  /** Of the class that was chosen, by its probability. Null without classes. */
  confidence: Calibration | null;
  /** Regression. */
  residuals: ResidualAnalysis | null;
}

/** One class against the rest. */
export interface ClassAnalysis {
  label: string;
  /** Rows of the class, and of all others. */
  positives: number;
  negatives: number;
  /** Null unless there are both. Points on a straight line and beyond 500 left out. */
  roc: { fpr: number[]; tpr: number[]; thresholds: number[] } | null;
  rocAuc: number | null;
  /** As scikit-learn's `precision_recall_curve`, from the highest threshold down, thinned. Null without positives. */
  precisionRecall: { precision: number[]; recall: number[]; thresholds: number[] } | null;
  averagePrecision: number | null;
  calibration: Calibration;
  thresholds: ThresholdTable;
}

/** How far probabilities can be taken at their word. */
export interface Calibration {
  /** Ten bins of equal width, and ten of equally many rows; empty ones are left out. */
  uniform: ReliabilityBin[];
  quantile: ReliabilityBin[];
  /** Expected calibration error: mean distance of the uniform bins from the diagonal, weighted by their rows. */
  error: number;
}

export interface ReliabilityBin {
  /** Mean probability that was said, and share of rows that were of the class. */
  predicted: number;
  actual: number;
  rows: number;
}

export interface Costs {
  falsePositive: number;
  falseNegative: number;
}

/** Rows taken for the class from each threshold on (probability >= threshold): a slider needs no more. */
export interface ThresholdTable {
  /** Falling; of many scores an even choice of 200, and those that are best at something. */
  at: number[];
  truePositives: number[];
  falsePositives: number[];
  /** What a mistake costs, as the experiment says, or 1 each. */
  costs: Costs;
  best: { by: "f1" | "youden" | "cost"; threshold: number; value: number }[];
}

/** Residual: actual less predicted, as scikit-learn. */
export interface ResidualAnalysis {
  mean: number;
  /** Population standard deviation. */
  std: number;
  /** At the shares 0, 0.05, 0.25, 0.5, 0.75, 0.95, 1. */
  quantiles: number[];
  histogram: { edges: number[]; counts: number[] };
  /** Against a normal distribution: scipy's `probplot`, at most 200 points; the line fits all of them. */
  normal: { theoretical: number[]; ordered: number[]; slope: number; intercept: number; r: number } | null;
}
