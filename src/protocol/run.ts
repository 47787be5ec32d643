import type { ErrorFacts } from "../shared/errors.ts";
import type { Backend, BackendChoice } from "./backend.ts";
import type { CompileChoice } from "./compile.ts";
import type { ConfusionRows } from "./confusion-rows.ts";
import type { CrossValidation } from "./cross-validation.ts";
import type { Evaluation } from "./evaluation.ts";
import type { Explanation } from "./explanation.ts";
import type { GateResult } from "./gate.ts";
import type { Profile, RejectedRow } from "./profile.ts";
import type { ProgressUnit } from "./progress.ts";
import type { DataFile, ReadingOptions } from "./reading.ts";
import type { Verdict, Versus } from "./report.ts";
import type { Thresholds } from "./thresholds.ts";

/** MLflow's words, and INTERRUPTED: the process died before it could say how it ended. */
export type RunStatus = "RUNNING" | "FINISHED" | "FAILED" | "KILLED" | "INTERRUPTED";

export type ParamValue = string | number | boolean | null;
export type Direction = "max" | "min";
export const SPLITS = ["train", "validation", "test"] as const;
export type SplitName = (typeof SPLITS)[number];

/** One logged series: its last value and the best it has seen. */
export interface MetricSummary {
  last: number;
  best: number;
  /** Step (epoch, from 1) of the best value. */
  bestStep: number;
  steps: number;
  direction: Direction;
}

/** The figure that runs of one experiment are ranked by: the mean of the folds, or that of the validation split; never of the test split. */
export interface Headline {
  metric: string;
  value: number;
  direction: Direction;
  /** Of the folds, where it is their mean. */
  std?: number;
}

export interface RunData {
  /** Relative to the repository where inside it. */
  path: string;
  sha256: string;
  rows: number;
  columns: number;
  splits: Record<SplitName, number> | null;
  /** Each file, where the data are several or come from a query. */
  files?: DataFile[];
  /** Rows and values that could not be read: how many, and the first, by line. */
  rejected?: { count: number; first: RejectedRow[] };
}

export interface RunCode {
  /** Experiment file or script, relative to the repository's root. */
  file: string;
  /** Commit HEAD was at; null on an unborn branch. */
  head: string | null;
  branch: string | null;
  /** Anything in the working tree differed from HEAD. */
  dirty: boolean;
}

/** What lists need: small, and readable from the commit's message alone. */
export interface RunSummary {
  /** ULID: sorts by start time. */
  id: string;
  name: string;
  kind: "experiment" | "script";
  /** What runs are grouped by: the experiment's or script's path relative to the repository. */
  group: string;
  status: RunStatus;
  /** Epoch milliseconds. */
  startTime: number;
  endTime: number | null;
  params: Record<string, ParamValue>;
  /** Series logged while training (`loss`, `val_acc`...). */
  metrics: Record<string, MetricSummary>;
  /** Figures of the finished model on each split, scikit-learn's names. Empty for a script. */
  scores: Partial<Record<SplitName, Record<string, number>>>;
  headline: Headline | null;
  /** How it stands with the gates of its experiment; absent where there are none. */
  gates?: GateResult[];
  /** Names that point to it among the runs of its experiment: `champion`. */
  aliases?: string[];
  backend: string | null;
  data: { path: string; sha256: string } | null;
  code: RunCode;
  error: ErrorFacts | null;
  /** Commit of the run; null while it is live. */
  commit: string | null;
  /** Id of the run that this one went on with. */
  resumedFrom?: string;
  /** Part of the rows that it was trained on, as asked for: `5%`, or a number of rows. Absent: all. */
  sample?: string;
  /** Ref was moved to the trash. */
  deleted?: boolean;
}

/** All that is kept of a run but its artifacts: the content of `run.json`. */
export interface Run extends Omit<RunSummary, "backend" | "data"> {
  version: 1;
  backend: Backend | null;
  crossValidation?: CrossValidation;
  /** The run whose encoder the network began with, and its commit. */
  encoder?: { run: string; name: string; commit: string | null };
  data: RunData | null;
  seed: number | null;
  /** How it was asked for, without secrets: `trainyard train penguins.experiment.json`. */
  command: string[];
  /** Versions that matter for repeating it: node, trainyard, tfjs, platform. */
  versions: Record<string, string>;
  /** Files under `artifacts/`, with their sizes in bytes. */
  artifacts: { path: string; bytes: number }[];
  /** Sentences about what happened that a reader of the figures must know. */
  notes: string[];
}

export interface TrainQuery {
  /** Experiment file or script: absolute, or relative to the folder. */
  file: string;
  backend?: BackendChoice;
  /** Threads of native TensorFlow; absent: as many as suit the network. */
  threads?: number;
  seed?: number;
  name?: string;
  /** Whether the training step becomes one graph; in place of an experiment's own setting. */
  compile?: CompileChoice;
  /** Train an experiment on so many folds as well. */
  folds?: number;
  /** Train an experiment on a part of each split: `5%`, or a number of rows in all. */
  sample?: string;
  /** Of a script: wait for a debugger before its first line. The snapshot says where it can attach. */
  debug?: boolean;
}

/** A run that was broken off, to be gone on with by a new one. */
export interface ResumeQuery {
  run: string;
  /** Absent: the run's own, without which the end is not the same. */
  backend?: BackendChoice;
  /** Absent: the run's own, likewise. */
  threads?: number;
  name?: string;
}

export interface RunStarted {
  id: string;
  name: string;
}

export interface RunsQuery {
  limit?: number;
  /** MLflow's filter syntax, e.g. `metrics.val_acc > 0.9 and params.optimizer = 'adam'`. */
  filter?: string;
  deleted?: boolean;
}

/** A live run, whole. */
export interface RunSnapshot {
  folder: string;
  run: RunSummary;
  /** What it is doing, e.g. `reading data`, `training`, `evaluating`, `saving`. */
  phase: string;
  /** What `epoch` and `epochs` count. */
  unit: ProgressUnit;
  epoch: number;
  /** Null for scripts that did not say. */
  epochs: number | null;
  /** 0 to 1 within the whole run; null where unknown. */
  fraction: number | null;
  /** Port on this machine at which a debugger can attach; the script waits for it. */
  debugPort?: number;
  /** Milliseconds of training left at the recent pace, at most; null while it cannot be told. */
  remaining: number | null;
}

export interface CurveQuery {
  runs: string[];
  /** All series where absent. */
  metrics?: string[];
  /** Width in pixels to draw at: longer series are reduced to four points a pixel (M4). */
  width?: number;
}

export interface CurveSeries {
  run: string;
  metric: string;
  steps: number[];
  values: number[];
  /** Epoch milliseconds of each point. */
  times: number[];
}

export interface Curve {
  series: CurveSeries[];
}

/** A file of the code (`source/`) that differs between two runs, as it was in each. */
export interface CodeChange {
  path: string;
  /** Null: not there. Binary files and those over 1 MiB come with both sides null. */
  before: string | null;
  after: string | null;
}

/** What the run panel shows of one run, and the HTML report page of a run or of a data file alone. */
export interface Report {
  title: string;
  run: Run | null;
  curve: Curve | null;
  evaluation: Evaluation | null;
  profile: Profile | null;
  /** What needed model and rows; null where it was switched off or the task has none. */
  explanation?: Explanation | null;
  /** Of a page without an engine to ask: the rows of the fullest cells of the confusion matrix. */
  confusionRows?: ConfusionRows[];
  /** How the training went; null without curves and scores. */
  verdict?: Verdict | null;
  /** With the baseline, and with the champion of the experiment where there is another. */
  versus?: Versus[];
}

export const REPORT_FORMATS = ["html", "markdown", "json"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** What to write a page of: exactly one of `run` and `file`. */
export interface ReportTarget extends ReadingOptions {
  run?: string;
  file?: string;
  target?: string;
  /** Rows of the data file to draw instead of reading all, and which. */
  sample?: number;
  seed?: number;
  /** Limits of the profile's alerts that differ from the usual ones. */
  thresholds?: Partial<Thresholds>;
  /** HTML where absent. */
  format?: ReportFormat;
  /** Where to write; a place beside the run's repository data where absent. */
  out?: string;
}
