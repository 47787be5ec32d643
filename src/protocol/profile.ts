import type { ReadingOptions } from "./reading.ts";
import type { Thresholds } from "./thresholds.ts";

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

export interface ProfileQuery extends ReadingOptions {
  /** What names the data, absolute or relative to the folder: a file, a glob, or a query (`.sql`). */
  file: string;
  target?: string;
  /** Rows to draw (seeded) instead of all; the result says so. */
  sample?: number;
  /** Which rows are drawn; 0 where absent. */
  seed?: number;
  /** Limits of the alerts that differ from the usual ones. */
  thresholds?: Partial<Thresholds>;
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
  /** Values that repeat an earlier one: `count - distinct`. */
  duplicates: number;
  /** Values that occur once. */
  unique: number;
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
  length: TextLengths | null;
  /** For dates. */
  dates: DateFigures | null;
  /** For text of which some reads as dates. */
  textDates?: TextDates;
  /** For numbers in the order of time, where the data has one; see `Profile.timeColumn`. */
  series: SeriesFigures | null;
  /** Strength of the relation to the target; null without one. */
  toTarget: Association | null;
}

export interface TextLengths {
  min: number;
  max: number;
  mean: number;
  median: number;
  histogram: HistogramBin[];
}

export interface TextDates {
  /** Of the values. */
  share: number;
  /** As the step `change-type` takes it; null: ISO 8601. */
  format: string | null;
}

/** Times are epoch milliseconds, spans milliseconds. */
export interface DateFigures {
  /** The usual span between neighbouring different dates: their median; null with fewer than two. */
  step: number | null;
  /** Spans over one and a half times the usual step. */
  gaps: number;
  largestGap: { from: number; to: number } | null;
  /** Rows by day of the week, Monday first. */
  weekdays: number[];
  /** Rows by month, January first. */
  months: number[];
  /** Rows by hour of the day (UTC); null where all are at midnight. */
  hours: number[] | null;
}

export interface SeriesFigures {
  /** Augmented Dickey-Fuller test with a constant: a small p value speaks for a stationary series. */
  dickeyFuller: { statistic: number; pValue: number; lags: number } | null;
  /** The lag, in rows of the series, at which it repeats itself most once its straight trend is taken off, if it does. */
  season: { lag: number; autocorrelation: number } | null;
}

export interface Association {
  /** `pearson` and `spearman` (by ranks) number-number, `cramers-v` category-category, `correlation-ratio` category-number (eta). */
  measure: "pearson" | "spearman" | "cramers-v" | "correlation-ratio";
  value: number;
}

export interface Correlation extends Association {
  a: string;
  b: string;
}

/** Pairs of the same columns: `values[i][j]` relates `columns[i]` to `columns[j]`; null where undefined. */
export interface Matrix {
  columns: string[];
  values: (number | null)[][];
}

/** A column that may give the target away. */
export interface Leak {
  column: string;
  /**
   * `copy` the same values; `one-to-one` another name for each class; `separates` each class has a range of its own;
   * `determines` each of its repeated values has one target; `association` past the threshold.
   */
  reason: "copy" | "one-to-one" | "separates" | "determines" | "association";
  /** Strength of the association, or the share of rows (of repeated values) whose target is told. */
  value: number;
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
  /** Which one, where the data are several files. */
  file?: string;
  /** Line in the file, from 1. */
  line: number;
  column: string | null;
  problem: string;
  text: string;
}

export interface ImageProfile {
  /** The largest first; null: images that lie in the folder itself. `samples`: a few in small, as data URIs. */
  classes: { label: string | null; rows: number; samples: { path: string; source: string }[] }[];
  /** How many classes there are. */
  labels: number;
  /** The most frequent sizes first, and how many there are. */
  sizes: { width: number; height: number; rows: number }[];
  differentSizes: number;
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
  /** The seed the sample was drawn by. */
  seed: number | null;
  /** The limits that the alerts were raised by. */
  thresholds: Thresholds;
  columns: ColumnProfile[];
  /** Pearson between numbers, at most the first 100 number columns; null where undefined. */
  pearson: Matrix;
  /** Spearman's rank correlation of the same columns; null where it was not calculated. */
  spearman: Matrix | null;
  /** Cramer's V (uncorrected) of categories, at most the first 20. */
  cramersV: Matrix | null;
  /** Correlation ratio (eta) of each category (rows) and number (columns). */
  correlationRatio: { categories: string[]; numbers: string[]; values: (number | null)[][] } | null;
  /** The pairs that stand out, strongest first, of all measures. */
  correlations: Correlation[];
  alerts: Alert[];
  /** Rows that repeat an earlier one. */
  duplicateRows: number;
  /** Different rows that occur more than once. */
  duplicatedRows: number;
  /** Rows that repeat an earlier one but for identifiers, case and blanks, duplicates not counted; null where it was not looked for. */
  nearDuplicateRows: number | null;
  missingCells: number;
  missingPatterns: { columns: string[]; count: number }[];
  rejected: { count: number; first: RejectedRow[] };
  /** What the reader had to assume, in sentences (e.g. `Not UTF-8: read as Latin-1.`). */
  notes: string[];
  /** The date column by whose order `series` are looked at. */
  timeColumn: string | null;
  target: string | null;
  /** Columns that may give the target away, the surest first. */
  leaks: Leak[];
  /** Counts per class where the target is a category. */
  classes: TopValue[] | null;
  /** Of a folder of images. */
  images?: ImageProfile;
  durationMs: number;
}
