export type ColumnType =
  | "number"
  | "integer"
  | "boolean"
  | "category"
  | "date"
  | "text"
  | "identifier"
  | "constant"
  | "empty"
  | "unsupported";

/** Levels of the quantiles that a profile holds, in this order. */
export const QUANTILES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const;

export interface ProfileQuery {
  /** Path of the file, absolute or relative to the folder. */
  file: string;
  target?: string;
  /** Rows to draw (seeded) instead of all; the result says so. */
  sample?: number;
}

export interface HistogramBin {
  from: number;
  to: number;
  count: number;
}

export interface TopValue {
  value: string;
  count: number;
}

export interface ColumnProfile {
  name: string;
  type: ColumnType;
  /** Type as the reader (DuckDB) stored it, e.g. `DOUBLE`. */
  storage: string;
  /** Values present. `count + missing` = rows. */
  count: number;
  missing: number;
  distinct: number;
  /** Numbers as they are; dates as epoch milliseconds. Null for columns without an order of that kind. Infinities are left out. */
  min: number | null;
  max: number | null;
  mean: number | null;
  /** Sample standard deviation (n - 1), as pandas. */
  std: number | null;
  /** Bias-corrected, as pandas. */
  skewness: number | null;
  kurtosis: number | null;
  /** Linear interpolation, as numpy's default; keys are the levels of QUANTILES as text, e.g. "0.25". */
  quantiles: Record<string, number> | null;
  histogram: HistogramBin[] | null;
  /** The ten most frequent values, most frequent first, ties by value. */
  top: TopValue[];
  zeros: number | null;
  negatives: number | null;
  infinite: number | null;
  /** Values outside the quartiles by more than 1.5 times the interquartile range. */
  outliers: number | null;
  /** Characters, for text and categories. */
  length: { min: number; max: number; mean: number } | null;
  /** Strength of the relation to the target; null without one. */
  toTarget: Association | null;
}

export interface Association {
  /** `pearson` number-number, `cramers-v` category-category, `correlation-ratio` category-number (eta). */
  measure: "pearson" | "cramers-v" | "correlation-ratio";
  value: number;
}

export interface Correlation extends Association {
  a: string;
  b: string;
}

export interface Alert {
  /** Name as in ydata-profiling, e.g. HIGH_CORRELATION. */
  kind: string;
  /** Columns it is about, most concerned first; empty when it is about the whole table. */
  columns: string[];
  message: string;
  severity: "info" | "warning";
}

export interface RejectedRow {
  /** Line in the file, from 1. */
  line: number;
  column: string | null;
  problem: string;
  text: string;
}

export interface Profile {
  file: string;
  bytes: number;
  /** SHA-256 of the file's bytes, hex. */
  sha256: string;
  encoding: string;
  rows: number;
  /** Set when only a sample was looked at. */
  sampledFrom: number | null;
  columns: ColumnProfile[];
  /** Pearson between numbers, at most the first 100 number columns; null where undefined. */
  pearson: { columns: string[]; values: (number | null)[][] };
  /** The pairs that stand out, strongest first, of all measures. */
  correlations: Correlation[];
  alerts: Alert[];
  duplicateRows: number;
  missingCells: number;
  missingPatterns: { columns: string[]; count: number }[];
  rejected: { count: number; first: RejectedRow[] };
  /** What the reader had to assume, in sentences (e.g. `Not UTF-8: read as Latin-1.`). */
  notes: string[];
  target: string | null;
  /** Counts per class where the target is a category. */
  classes: TopValue[] | null;
  durationMs: number;
}
