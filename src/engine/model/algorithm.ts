import type { Backend } from "../../protocol/backend.ts";
import type { Task } from "../../protocol/evaluation.ts";
import type { Experiment } from "../../protocol/experiment.ts";
import type { TF } from "../backend/tf.ts";
import type { Prepared } from "../recipe/apply.ts";
import type { Matrix } from "../recipe/matrix.ts";
import type { TargetState } from "./target.ts";

/** TensorFlow.js, loaded when first asked for: an algorithm without need of it never loads it. */
export type TensorFlow = () => Promise<{ tf: TF; backend: Backend }>;

/** Rows to learn from: features as the algorithm reads them, and for each row the index of its class or its value. */
export interface LabelledRows<X = Matrix> {
  x: X;
  y: Float64Array;
}

/** What a model is to learn, as far as hyperparameters can be judged by it. */
export interface Problem {
  target: TargetState;
  features: readonly string[];
}

export interface FitContext<X = Matrix> extends Problem {
  train: LabelledRows<X>;
  validation: LabelledRows<X>;
  settings: Experiment["training"];
  tensorflow: TensorFlow;
  /** Hears of every finished epoch (round, iteration), counted from 1. */
  onEpoch(epoch: number, figures: Record<string, number>): void;
  /** Hears now and then how far it is, 0 to 1. */
  onProgress(epoch: number, fraction: number): void;
  /** On abort `fit` ends soon and gives the best model so far. */
  signal: AbortSignal;
}

export interface LoadContext {
  task: Task;
  tensorflow: TensorFlow;
}

export interface Predictions {
  /** Classification: probabilities, row-major, rows x classes. Regression: one value a row, in the target's units. */
  values: Float64Array;
  /** Values of one row. */
  width: number;
}

export interface FittedModel<X = Matrix> {
  /** As `Algorithm.read`. */
  read(prepared: Prepared): X;
  predict(x: X): Promise<Predictions>;
  /** Writes the model's files into `directory`, which exists. */
  save(directory: string): Promise<void>;
  dispose(): void;
}

export interface Fit<X = Matrix> {
  model: FittedModel<X>;
  /** Cut short by the signal. */
  stopped: boolean;
  /** Sentences about what happened that a reader of the figures must know. */
  notes: string[];
}

/** One way to learn. `P` is its part of the experiment file, `X` rows of features as it reads them. */
export interface Algorithm<P = unknown, X = Matrix> {
  /** Prepared rows in its own form. Throws an input error that names column and row where they cannot be read so. */
  read(prepared: Prepared): X;
  /** Throws an input error where the hyperparameters make no sense for the problem. Starts nothing. */
  check(params: P, problem: Problem): void;
  fit(params: P, context: FitContext<X>): Promise<Fit<X>>;
  /** Reads what `save` wrote. */
  load(directory: string, context: LoadContext): Promise<FittedModel<X>>;
}
