import type { Backend } from "../../protocol/backend.ts";
import type { CompileChoice } from "../../protocol/compile.ts";
import type { Evaluation, Task } from "../../protocol/evaluation.ts";
import type { Experiment } from "../../protocol/experiment.ts";
import type { Loadings } from "../../protocol/explanation.ts";
import type { TrainyardError } from "../../shared/errors.ts";
import type { TF } from "../backend/tf.ts";
import type { Counts } from "../evaluate/counts.ts";
import type { ChangeFeatures } from "../forecast/forecasts.ts";
import type { Intervals } from "../forecast/intervals.ts";
import type { Outlook } from "../forecast/outlook.ts";
import type { Backtest } from "../forecast/walk-forward.ts";
import type { Work } from "../measure/work.ts";
import type { Prepared } from "../recipe/apply.ts";
import type { Matrix } from "../recipe/matrix.ts";
import type { Checkpoints } from "../train/checkpoint/checkpoint.ts";
import type { PreparedStream } from "../train/stream/prepared.ts";
import type { Field } from "./signature.ts";
import type { SupervisedTarget, TargetState } from "./target.ts";

/**
 * TensorFlow.js, loaded when first asked for: an algorithm without need of it never loads it. `work`: what is to be trained,
 * so that the backend may suit it.
 */
export type TensorFlow = (work?: Work) => Promise<{ tf: TF; backend: Backend }>;

/** Rows to learn from. */
export interface LabelledRows<X = Matrix> {
  /** Features as the algorithm reads them. */
  x: X;
  /** For each row the index of its class, or its value. Without a target: 1 for an anomaly, 0, NaN where not known; or empty. */
  y: Float64Array;
}

/** What a model is to learn, as far as hyperparameters can be judged by it. */
export interface Problem<T extends TargetState = SupervisedTarget> {
  target: T;
  features: readonly string[];
}

export interface FitContext<X = Matrix, T extends TargetState = SupervisedTarget> extends Problem<T> {
  train: LabelledRows<X>;
  validation: LabelledRows<X>;
  settings: Experiment["training"];
  tensorflow: TensorFlow;
  /** Artifacts of the run whose encoder the model begins with; absent: of none. */
  encoder?: string | undefined;
  /** Where the state of the training is saved, and what to go on from. */
  checkpoints: Checkpoints;
  /** Hears of every finished epoch (round, iteration), counted from 1. */
  onEpoch(epoch: number, figures: Record<string, number>): void;
  /** Hears now and then how far it is, 0 to 1. */
  onProgress(epoch: number, fraction: number): void;
  /** All rows, where they do not fit into memory: `train` and `validation` are then a part of them. */
  stream?: Record<"train" | "validation", PreparedStream<X>> | undefined;
  /** On abort `fit` ends soon and gives the best model so far. */
  signal: AbortSignal;
}

export interface LoadContext {
  task: Task;
  tensorflow: TensorFlow;
  /** Whether a network predicts by a graph: as soon as that is worth it (absent), from its first call, or never. */
  compile?: CompileChoice;
}

export interface Predictions {
  /**
   * Row-major. Classification: probabilities, rows x classes. Regression: one value a row, in the target's units. Without a
   * target: rows x the model's `outputs`.
   */
  values: Float64Array;
  /** Values of one row. */
  width: number;
}

/** How a model does that has no target to be compared with. */
export interface Judgement extends Pick<Evaluation, "metrics" | "clusters" | "components" | "sampled"> {
  /** The metrics under any counts of the rows, for their intervals. Absent: none are drawn. */
  under?(counts: Counts): Record<string, number>;
}

/** Judges a model that has no target on rows that come some at a time. */
export interface Judging<X = Matrix> {
  /** `labels`: what is known of the rows beside, as `LabelledRows.y`. */
  add(x: X, predictions: Predictions, labels?: Float64Array): void | Promise<void>;
  /** Figures on all of them. */
  end(): Judgement;
}

/** What a model of rows in time can do beside predicting. */
export interface InTime<X = Matrix> {
  horizon: number;
  season: number;
  intervals: Intervals;
  /**
   * What it would have said of `rows` at each origin, knowing the rows `before` and what of `rows` lay behind it. `change`: what
   * is done to the features of each step first, to see what forecasts go by.
   */
  backtest(before: readonly LabelledRows<X>[], rows: LabelledRows<X>, change?: ChangeFeatures): Promise<Backtest>;
  /** From now on it forecasts from the end of these rows, and still knows what backtests of the last part look back to. */
  follow(parts: readonly LabelledRows<X>[]): void;
  /** Forecasts rows; `y` holds the values that are known by now, else NaN. */
  outlook(x: X, y: Float64Array): Promise<Outlook>;
}

/** What lies behind what a model without a target says of rows. */
export interface Insight {
  /** Of each row its cluster, and the distance to its middle. */
  clusters?: { count: number; labels: Int32Array; distances: Float64Array };
  loadings?: Loadings;
  /** `errors`: of each value the squared distance to its reconstruction, row-major. */
  reconstruction?: { features: readonly string[]; errors: Float64Array; threshold: number | null };
}

export interface FittedModel<X = Matrix> {
  /** As `Algorithm.read`. */
  read(prepared: Prepared): X;
  predict(x: X): Promise<Predictions>;
  /** Without a target: the columns that it says, one for each value of a row. Forecasts: what stands beside the prediction. */
  outputs?: readonly Field[];
  /** Without a target: its figures on rows, of which there are `most` at most. */
  judging?(most: number): Judging<X>;
  /** Without a target: for its report. */
  insight?(x: X): Promise<Insight>;
  /** Of a model of rows in time, whose forecasts depend on the values so far. */
  inTime?: InTime<X>;
  /** Writes the model's files into `directory`, which exists. */
  save(directory: string): Promise<void>;
  dispose(): void;
}

export interface Fit<X = Matrix> {
  model: FittedModel<X>;
  /** Cut short by the signal. */
  stopped: boolean;
  /** Training broke off for this reason; the model is the best from before. */
  failure?: TrainyardError | null;
  /** Sentences about what happened that a reader of the figures must know. */
  notes: string[];
}

/** One way to learn. `P` is its part of the experiment file, `X` rows of features as it reads them, `T` the targets it knows. */
export interface Algorithm<P = unknown, X = Matrix, T extends TargetState = SupervisedTarget> {
  /** It can learn from rows that are read in parts: it heeds `stream`. In which order it goes through them. */
  streams?: "shuffled" | "in order";
  /** Bytes that it makes of each letter of a text; absent: none. */
  bytesALetter?: number;
  /** Bytes that it takes of each row beside these, of training and validation rows also where they are read in parts. */
  keepsOfARow?(features: number): number;
  /** Bytes that it makes of each feature of a row, beside the prepared column; absent: those of a matrix of 32 bits. */
  bytesAFeature?: number;
  /** Prepared rows in its own form. Throws an input error that names column and row where they cannot be read so. */
  read(prepared: Prepared, params: P): X;
  /** Throws an input error where the hyperparameters make no sense for the problem. Starts nothing. */
  check(params: P, problem: Problem<T>): void;
  fit(params: P, context: FitContext<X, T>): Promise<Fit<X>>;
  /** Reads what `save` wrote. */
  load(directory: string, context: LoadContext): Promise<FittedModel<X>>;
}
