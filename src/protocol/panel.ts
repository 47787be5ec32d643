import { contract } from "./contract.ts";
import type { ExperimentProblem } from "./experiment.ts";
import type { ExperimentFigure, FormColumn, FormEdit } from "./form.ts";
import { notification, request } from "./method.ts";
import type { JsonSchema, PrepareDocument, Preview, PreviewWanted, RecipeEdit, Suggestion } from "./prepare.ts";
import type { Proposals } from "./proposal.ts";
import type { RejectedRows } from "./reading.ts";
import type { RowFilter, RowsOf } from "./rows.ts";

/** What a panel is about; it survives a reload of the window. */
export type PanelInput =
  /** `sample`: rows to draw instead of reading all. `rejectedRows`: as the user chose. `filters`: the rows to show at once. */
  | { panel: "profile"; folder: string; file: string; target?: string; sample?: number; rejectedRows?: RejectedRows; filters?: RowFilter[] }
  /** One run, or several overlaid and compared. */
  | { panel: "run"; folder: string; runs: string[] }
  | { panel: "history"; folder: string }
  /** An experiment file as a form; `section`: the part to show first, such as its `recipe`. */
  | { panel: "experiment"; folder: string; file: string; section?: string };

/** Those that stand by themselves; an experiment's is an editor of its file. */
export type PanelKind = Exclude<PanelInput["panel"], "experiment">;

/** What a panel asks VS Code to do. */
export type PanelAction =
  | { action: "open-runs"; runs: string[] }
  | { action: "reveal-code"; run: string }
  | { action: "show-code-changes"; runs: [string, string] }
  | { action: "stop-run"; run: string }
  | { action: "resume-run"; run: string }
  | { action: "delete-run"; run: string }
  | { action: "train"; file: string }
  /** Without a file, asks for one. */
  | { action: "new-experiment"; file?: string; target?: string; rejectedRows?: RejectedRows }
  /** `filters`: shows these rows of it. */
  | { action: "profile"; file?: string; target?: string; filters?: RowFilter[] }
  /** Asks where, then writes the HTML page of a data file. */
  | { action: "export-profile"; file: string; target?: string; sample?: number; rejectedRows?: RejectedRows }
  /** Opens the recipe of an experiment, or of one for a data file. Without a file, asks for one. */
  | { action: "prepare"; file?: string; target?: string; rejectedRows?: RejectedRows }
  /** Of the file that the panel edits. */
  | { action: "undo" }
  | { action: "redo" }
  /** Shows the file that the panel edits as text, at a line and column. */
  | { action: "open-text"; line?: number; column?: number }
  /** Shows the recipe that the panel edits as a TypeScript file. */
  | { action: "show-code" }
  | { action: "show-history" }
  | { action: "init-repository" }
  | { action: "show-output" }
  /** Asks where, then writes. */
  | { action: "save-as"; name: string; text: string };

/**
 * Between a webview and the extension host. Requests of the engine's contract are forwarded as they are;
 * errors keep their facts, so that a panel can show the remedy.
 */
export const panelContract = {
  "panel/start": request<null, PanelInput>(),
  "panel/do": request<PanelAction, null>(),
  /** Asks the user what to compare a data file with; null when they choose nothing. */
  "panel/compare-with": request<{ file: string }, { before: RowsOf; after: RowsOf } | null>(),
  /** Show something else in the same panel (it follows the file in focus). */
  "panel/show": notification<PanelInput>(),

  /** The data file that the panel shows has changed on disk. */
  "panel/changed": notification<{ file: string }>(),

  /** The file that the panel edits; it has changed; change it, as of the version that was shown; what a change would do to the rows. */
  "prepare/document": request<null, PrepareDocument>(),
  "prepare/changed": notification<PrepareDocument>(),
  "prepare/edit": request<{ edit: RecipeEdit; version: number }, null>(),
  "prepare/preview": request<PreviewWanted, Preview>(),
  "prepare/suggest": request<null, Suggestion[]>(),
  "recipe/steps": contract["recipe/steps"],

  /** The same file as a form: change settings of it; what its schema allows; what is wrong with it; what its data hold and suggest. */
  "experiment/edit": request<{ edit: FormEdit; version: number }, null>(),
  "experiment/schema": request<null, JsonSchema>(),
  "experiment/problems": request<null, ExperimentProblem[]>(),
  "experiment/columns": request<null, FormColumn[]>(),
  "experiment/algorithms": request<null, Proposals>(),
  "experiment/figures": request<null, ExperimentFigure[]>(),
  "experiment/figures-changed": notification<ExperimentFigure[]>(),

  "store/state": contract["store/state"],
  "dataset/profile": contract["dataset/profile"],
  "data/page": contract["data/page"],
  "data/column-values": contract["data/column-values"],
  "data/compare": contract["data/compare"],
  "data/row-changes": contract["data/row-changes"],
  "run/list": contract["run/list"],
  "run/show": contract["run/show"],
  "run/curve": contract["run/curve"],
  "run/report": contract["run/report"],
  "run/confusion-rows": contract["run/confusion-rows"],
  "run/changed": contract["run/changed"],
  "runs/changed": contract["runs/changed"],
} as const;

export type PanelContract = typeof panelContract;
