import type { RowFilter } from "./rows.ts";
import type { Direction, SplitName } from "./run.ts";

/** What a model goes by and where it fails: found with the model and the rows at hand, at the end of training. */
export interface Explanation {
  version: 1;
  run: string;
  on: SplitName;
  /** Rows with a prediction. */
  rows: number;
  /** Null where the model has one column, of forecasts, and without a target. */
  importance: Importance | null;
  partialDependence: PartialDependence[];
  /** Null likewise. */
  segments: Segments | null;
  /** One for each column of the experiment's `report.groups`. */
  groups: GroupReport[];
  /** Null likewise. */
  worst: WorstErrors | null;
  /** Of forecasts. */
  forecast?: ForecastExplanation;
  /** Without a target: what the clusters are, what the components are made of, where a reconstruction fails. */
  clusters?: ClusterProfiles;
  loadings?: Loadings;
  reconstruction?: ReconstructionErrors;
  /** What was sampled, shortened or left out, and why. */
  notes: string[];
}

/** A figure that analyses go by. */
export interface Scoring {
  metric: string;
  direction: Direction;
}

/** Permutation importance: by how much the figure gets worse when a column's values are shuffled among the rows. */
export interface Importance extends Scoring {
  /** Figure of the rows as they are. */
  score: number;
  /** Rows looked at. */
  rows: number;
  repeats: number;
  /** Most important first. `mean` and `std` (population) are of the repeats. */
  columns: { column: string; mean: number; std: number; repeats: number[] }[];
}

/** What the model says on average when one column is set to each value in turn, all others left as they are. */
export interface PartialDependence {
  column: string;
  kind: "number" | "category" | "date";
  rows: number;
  /** Numbers; dates as epoch milliseconds; categories as labels. */
  grid: (number | string)[];
  /** A curve for the predicted value, the positive class, or each class. */
  curves: {
    /** Class; null for a regression. */
    label: string | null;
    average: number[];
    /** Shares 0.1 and 0.9 of the single rows' curves (ICE) at each value. */
    low: number[];
    high: number[];
  }[];
}

/** One column's part of what makes a segment: `condition` says it, `filter` finds its rows. */
export interface SegmentPart {
  column: string;
  condition: string;
  filter: RowFilter[];
}

export interface Segment {
  parts: SegmentPart[];
  rows: number;
  /** The figure among these rows and among all others. */
  value: number;
  rest: number;
  /** (mean loss here - elsewhere) / sqrt((variance here + elsewhere) / 2): SliceFinder's effect size. */
  effect: number;
  /** Of chance making it so much worse, one-sided; and corrected for all segments tried (Benjamini-Hochberg). */
  p: number;
  q: number;
}

export interface Segments extends Scoring {
  /** Over all rows. */
  overall: number;
  /** Segments that were tried, and the fewest rows that one may have. */
  tried: number;
  leastRows: number;
  /** Those that are worse beyond chance (q <= 0.05), the largest effect first. */
  weak: Segment[];
}

/** A model's figures on each group of a column, by fairlearn's names, and how far the groups are apart. */
export interface GroupReport {
  column: string;
  groups: { label: string; filter: RowFilter[]; rows: number; figures: Record<string, number> }[];
  /** Of each figure: the largest difference between two groups, and the smallest ratio (least by greatest). Missing is no group here. */
  differences: Record<string, number>;
  ratios: Record<string, number>;
  /** Binary: fairlearn's `demographic_parity_*` and `equalized_odds_*`. Others: none. */
  fairness: Record<string, number>;
}

export interface WorstErrors {
  /** What rows are ranked by. */
  loss: "log loss" | "absolute error";
  columns: string[];
  rows: {
    /** Row in the data, from 1. */
    row: number;
    loss: number;
    actual: string | number;
    predicted: string | number;
    /** What the model gave the actual class; null for a regression. */
    probability: number | null;
    /** Raw values, in the order of `columns`. */
    cells: (string | number | null)[];
  }[];
}

/** What forecasts go by and where they fail, on the walk-forward test. */
export interface ForecastExplanation {
  /** Its columns are what the learner reads: lags, windows, the calendar. By mean absolute error at all steps. */
  importance: Importance | null;
  /** By parts of the time and by columns, of each row's mean error at all steps; by steps ahead, of single forecasts. */
  segments: Segments;
  /** Of each row its worst forecast. */
  worst: WorstErrors;
}

/** A column's usual value among some rows. */
export interface Typical {
  /** Mean of numbers; of dates as epoch milliseconds; the most frequent label. Null where all are missing. */
  value: number | string | null;
  /** Share of that label among the rows that have one; null of numbers. */
  share: number | null;
  /** How far that is from all rows, in their standard deviations (of a label: those of having it); null where nothing varies. */
  difference: number | null;
}

/** A row and how far it is from something, as it was read. */
export interface FarRow {
  /** In the data, from 1. */
  row: number;
  distance: number;
  cells: (string | number | null)[];
}

/** What sets the clusters apart, column by column, in the data's own units. */
export interface ClusterProfiles {
  /** Those in which the clusters differ most come first. `typical`: of all rows, then of each cluster. */
  columns: { column: string; kind: "number" | "date" | "category"; all: Typical; clusters: Typical[] }[];
  clusters: { label: string; rows: number; nearest: FarRow[]; farthest: FarRow[] }[];
  /** Of the rows' cells. */
  shown: string[];
}

/** What each component is made of: unit vectors over the features. */
export interface Loadings {
  features: string[];
  components: { name: string; ratio: number; weights: number[] }[];
}

/** Where a model that restores its inputs fails. */
export interface ReconstructionErrors {
  /** Mean squared error of each feature, and its share of all. Largest first. */
  features: { feature: string; mse: number; share: number }[];
  /** Mean squared error from which a row is taken for an anomaly; null of models that judge none. */
  threshold: number | null;
  /** Of the rows' cells. */
  shown: string[];
  /** Largest error first; `parts`: the features that make up most of it. */
  rows: { row: number; error: number; parts: { feature: string; share: number }[]; cells: (string | number | null)[] }[];
}
