import type { BackendChoice, BackendState } from "./backend.ts";
import type { CodeQuery, RecipeCode } from "./code.ts";
import type { CompareQuery, Comparison, RowChanges, RowChangesQuery } from "./compare.ts";
import type { ConfusionRows, ConfusionRowsQuery } from "./confusion-rows.ts";
import type { Dataset } from "./dataset.ts";
import type { EngineInfo, LogEntry, StoreState } from "./engine.ts";
import type { EvaluateQuery, Evaluation, PredictOutcome, PredictQuery } from "./evaluation.ts";
import type { DraftChoices, ExperimentDraft, ExperimentProblem } from "./experiment.ts";
import { notification, request } from "./method.ts";
import type { ModelTestDraft, ModelTestOutcome, ModelTestProblem, ModelTestProgress, ModelTestQuery } from "./modeltest.ts";
import type { PrepareOutcome, PrepareQuery, Preview, PreviewQuery, StepKind, Suggestion } from "./prepare.ts";
import type { Profile, ProfileQuery } from "./profile.ts";
import type { ProposalQuery, Proposals } from "./proposal.ts";
import type { ReadingOptions } from "./reading.ts";
import type { Revision } from "./revision.ts";
import type { ColumnValues, ColumnValuesQuery, Page, PageQuery } from "./rows.ts";
import type {
  CodeChange,
  Curve,
  CurveQuery,
  Report,
  ReportTarget,
  ResumeQuery,
  Run,
  RunSnapshot,
  RunStarted,
  RunSummary,
  RunsQuery,
  TrainQuery,
} from "./run.ts";
import type { SplitCheck } from "./split.ts";

/** Every request names the folder it is about: one engine serves all folders of a window. */
export interface InFolder {
  /** Absolute path of the workspace folder (for the CLI: `--cwd`). */
  folder: string;
}

/**
 * All that the engine can do. Reading this table is reading the product; `Client` and `Handlers` derive from it.
 * Requests are cancellable and may report progress. Training is long: `run/start` answers at once,
 * `run/changed` brings whole snapshots (at most ten a second), `run/stop` ends it.
 */
export const contract = {
  "engine/info": request<InFolder, EngineInfo>(),
  "engine/backends": request<InFolder & { choice: BackendChoice }, BackendState>(),

  "store/state": request<InFolder, StoreState>(),
  "store/init": request<InFolder, StoreState>(),

  "dataset/list": request<InFolder, Dataset[]>(),
  "dataset/profile": request<InFolder & ProfileQuery, Profile>(),

  /** One page of the rows; the first of a sorted, searched or filtered view takes as long as finding all its rows. */
  "data/page": request<InFolder & PageQuery, Page>(),
  "data/column-values": request<InFolder & ColumnValuesQuery, ColumnValues[]>(),
  "data/compare": request<InFolder & CompareQuery, Comparison>(),
  /** Commits that changed a file, to compare it with. */
  "data/revisions": request<InFolder & { file: string }, Revision[]>(),
  "data/row-changes": request<InFolder & RowChangesQuery, RowChanges>(),

  /** URLs of databases by the name of their connection: kept in memory, in place of what was held before. */
  "connections/hold": request<{ connections: Record<string, string> }, null>(),
  /** Logs in and out again; throws what is wrong. Nothing is kept. */
  "connections/check": request<{ name: string; url: string }, { server: string }>(),

  "experiment/draft": request<InFolder & ReadingOptions & { file: string } & DraftChoices, ExperimentDraft>(),
  /** Which algorithms suit some data, and why; about a target or without one. */
  "experiment/propose": request<InFolder & ProposalQuery, Proposals>(),
  "experiment/check": request<InFolder & { file: string; text: string }, ExperimentProblem[]>(),

  /** The split of an experiment file: its sizes, what is wrong with it, and how each column lies in it. */
  "split/check": request<InFolder & { file: string }, SplitCheck>(),

  /** Every step there is, with the JSON Schema of its options. */
  "recipe/steps": request<InFolder, StepKind[]>(),
  /** Training rows before and after one step of an experiment's text, saved or not. */
  "recipe/preview": request<InFolder & PreviewQuery, Preview>(),
  "recipe/suggest": request<InFolder & { file: string; text: string }, Suggestion[]>(),
  /** Writes an experiment's rows as its model is given them. */
  "recipe/apply": request<InFolder & PrepareQuery, PrepareOutcome>(),

  /** A recipe as a stand-alone TypeScript file. */
  "recipe/code": request<InFolder & CodeQuery, RecipeCode>(),

  "run/start": request<InFolder & TrainQuery, RunStarted>(),
  /** Starts a new run that goes on where another one was broken off. */
  "run/resume": request<InFolder & ResumeQuery, RunStarted>(),
  "run/stop": request<InFolder & { run: string }, null>(),
  "run/wait": request<InFolder & { run: string }, Run>(),
  "run/list": request<InFolder & RunsQuery, RunSummary[]>(),
  "run/show": request<InFolder & { run: string }, Run>(),
  "run/curve": request<InFolder & CurveQuery, Curve>(),
  "run/report": request<InFolder & { run: string }, Report>(),
  "run/changes": request<InFolder & { runs: [string, string] }, CodeChange[]>(),
  /** Writes a self-contained HTML page of a run, or of a data file, and says where. */
  "report/write": request<InFolder & ReportTarget, { path: string }>(),
  /** Makes a run the champion of its experiment. */
  "run/champion": request<InFolder & { run: string }, RunSummary>(),
  "run/delete": request<InFolder & { run: string }, null>(),
  "run/undelete": request<InFolder & { run: string }, null>(),
  "run/evaluate": request<InFolder & EvaluateQuery, Evaluation>(),
  /** The test rows of one cell of a run's confusion matrix, the surest first. */
  "run/confusion-rows": request<InFolder & ConfusionRowsQuery, ConfusionRows>(),
  "run/predict": request<InFolder & PredictQuery, PredictOutcome>(),

  /** A run's model card as Markdown. */
  "run/card": request<InFolder & { run: string }, { name: string; markdown: string }>(),

  /** Runs the tests of a run's model, and keeps what they find beside the run. */
  "modeltest/run": request<InFolder & ModelTestQuery, ModelTestOutcome>(),
  /** What is wrong with the text of a file of tests. */
  "modeltest/check": request<InFolder & { file: string; text: string }, ModelTestProblem[]>(),
  /** A file of tests to begin with, for the model of a run or of an experiment file. */
  "modeltest/draft": request<InFolder & { model: string }, ModelTestDraft>(),
  "modeltest/progress": notification<ModelTestProgress>(),

  /** A live run moved on. The whole of what is known, so a late listener misses nothing. */
  "run/changed": notification<RunSnapshot>(),
  /** Runs were added, ended, deleted or restored, here or by another process on the same repository. */
  "runs/changed": notification<InFolder>(),
  "engine/log": notification<LogEntry>(),
} as const;

export type Contract = typeof contract;
