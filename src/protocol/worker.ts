import type { ErrorFacts, Place } from "../shared/errors.ts";
import type { Backend, BackendChoice, BackendName, BackendState } from "./backend.ts";
import type { CompileChoice } from "./compile.ts";
import type { CrossValidation } from "./cross-validation.ts";
import type { LogEntry } from "./engine.ts";
import type { Evaluation } from "./evaluation.ts";
import type { Experiment } from "./experiment.ts";
import type { Explanation } from "./explanation.ts";
import { notification, request } from "./method.ts";
import type { ModelTest, TestResult } from "./modeltest.ts";
import type { PrepareOutcome, Preview, PreviewQuery } from "./prepare.ts";
import type { ProgressUnit } from "./progress.ts";
import type { ParamValue, SplitName } from "./run.ts";

/**
 * What one worker process can do: one run, or one look at the backends, then it is ended. The one that previews recipes stays.
 * Cancelling `worker/train` ends training after the current batch and still answers, with `stopped: true`.
 */
export const workerContract = {
  "worker/backends": request<{ choice: BackendChoice }, BackendState>(),
  /** A few steps of a training, to see how long they take. */
  "worker/measure": request<MeasureJob, { step: number | null; ready: number; givenUp?: boolean; disturbed?: number }>(),
  /** The same of a network that a script has trained. */
  "worker/measureScript": request<MeasureScriptJob, { step: number | null; ready: number }>(),
  "worker/train": request<TrainJob, TrainOutcome>(),
  "worker/script": request<ScriptJob, ScriptOutcome>(),
  /** A free port at which a debugger can attach to what is asked for next; the user's code waits for it. */
  "worker/debugger": request<Record<string, never>, { port: number }>(),
  "worker/evaluate": request<ModelJob, Evaluation>(),
  "worker/predict": request<ModelJob & { out: string }, { rows: number; columns: string[] }>(),
  "worker/preview": request<PreviewJob, Preview>(),
  "worker/prepare": request<PrepareJob, Omit<PrepareOutcome, "out">>(),
  "worker/code": request<CodeJob, string>(),
  "worker/test": request<TestJob, TestJobOutcome>(),
  "worker/state": notification<WorkerState>(),
  /** A test of a model begins (`result` is null) or has ended. */
  "worker/tested": notification<{ name: string; result: TestResult | null }>(),
  "worker/log": notification<LogEntry>(),
} as const;

export type WorkerContract = typeof workerContract;

/**
 * The engine's hand-over to a worker: a DuckDB file opened read-only. Its table `data` holds the file's columns as read,
 * `__row` (BIGINT, data row from 1) and, for training, `__split` (UTINYINT: 0 train, 1 validation, 2 test; NULL: left out).
 */
export interface DataSource {
  database: string;
  rows: number;
}

export interface TrainJob {
  run: string;
  /** Checked, with all defaults filled in. */
  experiment: Experiment;
  source: DataSource;
  /** The run's live directory: the journal is written here, artifacts under `artifacts/`. */
  directory: string;
  /** The experiment's folder: a user's own steps lie relative to it. Absent: none may run. */
  scripts?: string;
  /** Artifacts of the run whose encoder the network begins with. */
  encoder?: string;
  backend: BackendChoice;
  /** Of native TensorFlow; absent: as many as suit the network. */
  threads?: number;
  /** Wait until a debugger has attached. */
  debug?: boolean;
}

export interface MeasureJob {
  /** The training, packed (engine/measure/work.ts). */
  work: string;
  backend: BackendName;
  /** Milliseconds of a step from where on it need not be known how slow it is; null: none. */
  giveUpAbove: number | null;
  /** As in `TrainJob`. */
  scripts?: string;
}

export interface MeasureScriptJob {
  /** `topology` as `LayersModel.toJSON` gives it. */
  network: { topology: unknown; loss: string; optimizer: string; batchSize: number };
  /** Whether its steps become one graph. */
  compile: boolean;
}

export interface TrainOutcome {
  /** Null where the algorithm has no need of TensorFlow.js. */
  backend: Backend | null;
  params: Record<string, ParamValue>;
  splits: Record<SplitName, number>;
  scores: Record<SplitName, Record<string, number>>;
  /** On the test split. */
  evaluation: Evaluation;
  explanation: Explanation | null;
  /** Where the experiment asks for it, and it came to an end. */
  crossValidation?: CrossValidation;
  stopped: boolean;
  /** Training broke off for this reason, and the model is the best from before. */
  error: ErrorFacts | null;
  notes: string[];
}

export interface ScriptJob {
  run: string;
  script: string;
  /** Directory to run in. */
  cwd: string;
  directory: string;
  backend: BackendChoice;
  seed: number | null;
  compile: CompileChoice;
  /** Wait until a debugger has attached. */
  debug?: boolean;
}

export interface ScriptOutcome {
  /** Backend of the last fit; null when the script never trained. */
  backend: Backend | null;
  params: Record<string, ParamValue>;
  fits: number;
  notes: string[];
}

/** A trained model in a directory of its run's artifacts, and the rows to use it on. */
export interface ModelJob {
  run: string;
  /** Directory with `model/`, `recipe.json`, `signature.json`. */
  artifacts: string;
  experiment: Experiment;
  /** As in `TrainJob`: where packages are found that a user's own steps import; the steps themselves are in the recipe. */
  scripts?: string;
  source: DataSource;
  /** Evaluate on this split of `source`; absent: all its rows. */
  split?: SplitName;
  on: Evaluation["on"];
  backend: BackendChoice;
}

/** A look at some training rows before and after one step of a recipe. */
export interface PreviewJob extends Omit<PreviewQuery, "file" | "text"> {
  /** Checked; of its recipe only the steps up to the one to look at, as far as they can be read. */
  experiment: Experiment;
  /** What is wrong with the step after those. */
  unread?: ErrorFacts;
  /** Folder of the experiment file: a user's own steps lie relative to it. */
  directory: string;
  source: DataSource;
}

/** Rows to write as a model would be given them. */
export interface PrepareJob {
  experiment: Experiment;
  directory: string;
  source: DataSource;
  /** Absolute path. */
  out: string;
  split?: SplitName;
}

/** A recipe to fit and to write as TypeScript. */
export interface CodeJob {
  experiment: Experiment;
  directory: string;
  source: DataSource;
  /** First line of the file. */
  title: string;
}

/** Tests to run on a trained model. */
export interface TestJob extends Pick<ModelJob, "run" | "artifacts" | "experiment" | "scripts" | "backend"> {
  tests: { test: ModelTest; place?: Place }[];
  /** The run's own data with their splits; null where they are no longer there, and `unavailable` says why. */
  source: DataSource | null;
  unavailable?: string;
  /** Further data by the name that the tests give them. */
  files: Record<string, DataSource | { problem: string }>;
  explanation: Explanation | null;
  /** As in `TrainJob`. */
  encoder?: string | undefined;
}

export interface TestJobOutcome {
  /** Null where the model has no need of TensorFlow.js. */
  backend: string | null;
  results: TestResult[];
}

/** Whole state of a training in progress; the series themselves are in the journal. */
export interface WorkerState {
  run: string;
  phase: string;
  /** What `epoch` counts, where the algorithm does not say it. */
  unit?: ProgressUnit;
  epoch: number;
  epochs: number | null;
  /** 0 to 1 of the training; null where unknown. */
  fraction: number | null;
  /** Newest value of each series. */
  last: Record<string, number>;
  backend: Backend | null;
}
