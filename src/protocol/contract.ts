import type { BackendChoice, BackendState } from "./backend.ts";
import type { Dataset } from "./dataset.ts";
import type { EngineInfo, LogEntry, StoreState } from "./engine.ts";
import type { EvaluateQuery, Evaluation, PredictOutcome, PredictQuery } from "./evaluation.ts";
import type { ExperimentDraft, ExperimentProblem } from "./experiment.ts";
import { notification, request } from "./method.ts";
import type { Profile, ProfileQuery } from "./profile.ts";
import type {
  CodeChange,
  Curve,
  CurveQuery,
  Report,
  ReportTarget,
  Run,
  RunSnapshot,
  RunStarted,
  RunSummary,
  RunsQuery,
  TrainQuery,
} from "./run.ts";

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

  "experiment/draft": request<InFolder & { file: string; target: string; algorithm?: string }, ExperimentDraft>(),
  "experiment/check": request<InFolder & { file: string; text: string }, ExperimentProblem[]>(),

  "run/start": request<InFolder & TrainQuery, RunStarted>(),
  "run/stop": request<InFolder & { run: string }, null>(),
  "run/wait": request<InFolder & { run: string }, Run>(),
  "run/list": request<InFolder & RunsQuery, RunSummary[]>(),
  "run/show": request<InFolder & { run: string }, Run>(),
  "run/curve": request<InFolder & CurveQuery, Curve>(),
  "run/report": request<InFolder & { run: string }, Report>(),
  "run/changes": request<InFolder & { runs: [string, string] }, CodeChange[]>(),
  /** Writes a self-contained HTML page of a run, or of a data file, and says where. */
  "report/write": request<InFolder & ReportTarget, { path: string }>(),
  "run/delete": request<InFolder & { run: string }, null>(),
  "run/undelete": request<InFolder & { run: string }, null>(),
  "run/evaluate": request<InFolder & EvaluateQuery, Evaluation>(),
  "run/predict": request<InFolder & PredictQuery, PredictOutcome>(),

  /** A live run moved on. The whole of what is known, so a late listener misses nothing. */
  "run/changed": notification<RunSnapshot>(),
  /** Runs were added, ended, deleted or restored, here or by another process on the same repository. */
  "runs/changed": notification<InFolder>(),
  "engine/log": notification<LogEntry>(),
} as const;

export type Contract = typeof contract;
