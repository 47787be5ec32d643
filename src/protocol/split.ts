import type { Experiment } from "./experiment.schema.ts";
import type { SplitName } from "./run.ts";

/** One column or several, as a list. */
export const listOf = (columns: string | readonly string[] | undefined): readonly string[] =>
  columns === undefined ? [] : typeof columns === "string" ? [columns] : columns;

/** Columns that are no features: those the user excludes, and the one that only says which split a row is in. */
export const excludedColumns = ({ exclude, split }: Pick<Experiment, "exclude" | "split">): string[] =>
  split.method === "column" && split.column !== undefined ? [...exclude, split.column] : exclude;

export type SplitFactKind =
  | "DUPLICATES_ACROSS_SPLITS"
  | "GROUPS_ACROSS_SPLITS"
  | "TIME_GOES_BACKWARDS"
  | "TARGET_COPY"
  | "CLASS_MISSING"
  | "DISTRIBUTION_DIFFERS"
  | "SPLIT_TOO_SMALL";

/** Something about a split that its user should know. */
export interface SplitFact {
  kind: SplitFactKind;
  severity: "info" | "warning";
  message: string;
  remedy: string;
  /** Columns it is about; empty where it is about whole rows. */
  columns: string[];
  /** Rows concerned; null where it is not about rows. */
  rows: number | null;
  /** A few examples: data rows (from 1) that belong together, or the values concerned. */
  examples: { value: string | null; rows: number[] }[];
}

/** How a column lies in one split, against all rows that are used. */
export interface SplitDistance {
  split: SplitName;
  /** Kolmogorov-Smirnov's D for numbers and dates, total variation distance for categories; 0 to 1. Null without values. */
  distance: number | null;
  /** Of the test that this split and the rest are drawn alike: Kolmogorov-Smirnov, or chi-square. Null where it says nothing. */
  statistic: number | null;
  p: number | null;
}

export interface SplitColumn {
  name: string;
  test: "kolmogorov-smirnov" | "chi-square";
  /** In the order of SPLITS. */
  splits: SplitDistance[];
}

/** What is known of an experiment's split. */
export interface SplitCheck {
  /** Data file, absolute. */
  file: string;
  method: Experiment["split"]["method"];
  splits: Record<SplitName, number>;
  /** Rows in no split: no known target, no time, or in a gap. */
  leftOut: number;
  /** What the reader and the splitter had to assume, in sentences. */
  notes: string[];
  /** Warnings first. */
  facts: SplitFact[];
  /** Rows of each class in each split, by label; null for regression. */
  classes: { label: string; rows: Record<SplitName, number> }[] | null;
  /** Target and features, in the data's order. */
  columns: SplitColumn[];
}
