import type { RowFilter } from "./rows.ts";
import type { Direction, SplitName } from "./run.ts";

/** What a model goes by and where it fails: found with the model and the rows at hand, at the end of training. */
export interface Explanation {
  version: 1;
  run: string;
  on: SplitName;
  /** Rows with a prediction. */
  rows: number;
  /** Null where the model has one column. */
  importance: Importance | null;
  partialDependence: PartialDependence[];
  segments: Segments;
  /** One for each column of the experiment's `report.groups`. */
  groups: GroupReport[];
  worst: WorstErrors;
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
