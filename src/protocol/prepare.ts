import type { ErrorFacts } from "../shared/errors.ts";
import type { Page } from "./rows.ts";
import type { SplitName } from "./run.ts";

/** A step as it stands in the file: `step`, `columns` and its options, not checked. */
export type RawStep = Record<string, unknown>;

/** One kind of step that there is, with all that a form for it needs. */
export interface StepKind {
  /** As in the file, e.g. `fill-missing`. */
  name: string;
  /** Family that it is listed under, e.g. `Clean`. */
  family: string;
  /** One sentence; empty where the schema has none. */
  description: string;
  /** JSON Schema (draft 7) of the step as an object. */
  schema: JsonSchema;
}

/** The part of JSON Schema that steps are described in. */
export interface JsonSchema {
  type?: string | string[];
  description?: string;
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema | JsonSchema[];
  prefixItems?: JsonSchema[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  $ref?: string;
}

export interface PreviewQuery {
  /** The experiment file, absolute or relative to the folder; its data are relative to it. */
  file: string;
  /** Its text as it is now, saved or not. */
  text: string;
  /** Index of the step to look at; -1: the data before the first. */
  step: number;
  /** The rows wanted, counted before the step: position of the first, from 0, and how many (at most 1,000). */
  from: number;
  count: number;
  /** Names of the columns wanted (at most 200); absent: the first 200, those that the step touches first. */
  columns?: string[];
  /** Only rows that the step changes or drops. */
  changedOnly?: boolean;
}

/** What a panel wants to see: of the file as it is, or as it would be after an edit. */
export interface PreviewWanted extends Omit<PreviewQuery, "file" | "text"> {
  edit?: RecipeEdit;
}

/** Training rows before and after one step of a recipe, which was fitted on them up to there. */
export interface Preview {
  step: number;
  /** Of each step up to that one. */
  steps: StepFacts[];
  /** Training rows; `of` them `rows` were looked at, drawn by a fixed seed where it is fewer. */
  sample: { rows: number; of: number };
  /** What every column is, in the order of the page's `names`. */
  columns: PreviewColumn[];
  /** Rows as they were before the step, with their values after it. */
  page: PreviewPage;
}

export interface PreviewColumn {
  name: string;
  kind: "number" | "category" | "date" | "text";
  change: Change;
  /** Cells that are another value after the step than before it. */
  changedCells: number;
  /** After the step; before it for a column that the step takes away. */
  missing: number;
}

export type Change = "same" | "added" | "changed" | "removed";

export interface PreviewPage extends Page {
  /** Row of the page -> whether the step drops it. */
  dropped: boolean[];
  /** Per column of the page: its values before the step, for a column that it changes. */
  before: (Page["columns"][number]["values"] | null)[];
}

/** What one step did to the training rows. */
export interface StepFacts {
  index: number;
  /** As in the file; empty where it says none. */
  name: string;
  /** `unreached`: a step before it failed. `idle`: no column for it to work on. */
  state: "done" | "off" | "idle" | "failed" | "unreached";
  rows: [before: number, after: number];
  columns: [before: number, after: number];
  missing: [before: number, after: number];
  /** Names of columns that it worked on, made, took away, and of those that held other values afterwards. */
  used: string[];
  added: string[];
  removed: string[];
  changed: string[];
  changedCells: number;
  error: ErrorFacts | null;
}

/** Something worth doing to the data of an experiment, ready to be done. */
export interface Suggestion {
  /** The same for the same suggestion. */
  id: string;
  /** What to do, e.g. `Fill missing values of sex`. */
  title: string;
  /** Why, in a sentence. */
  reason: string;
  edit: RecipeEdit;
}

/** A change of an experiment file's recipe. Positions count from 0, before the change. */
export type RecipeEdit =
  | { edit: "add"; at: number; step: RawStep }
  | { edit: "replace"; at: number; step: RawStep }
  | { edit: "remove"; at: number }
  /** `to`: its position afterwards. */
  | { edit: "move"; from: number; to: number }
  | { edit: "exclude"; columns: string[] };

/** An experiment file as the panel shows it. */
export interface PrepareDocument {
  /** Counts up with each change of the text. */
  version: number;
  dirty: boolean;
  /** What keeps the text from being read; the rest is then as it was last. */
  broken: { message: string; line: number; column: number } | null;
  data: string;
  target: string;
  /** All that it says, not checked. */
  content: Record<string, unknown>;
  recipe: RawStep[];
  /** Line of each step in the file, from 1. */
  lines: number[];
}

export interface PrepareQuery {
  /** An experiment file. */
  file: string;
  /** File to write: `.csv` or `.parquet`. */
  out: string;
  /** Rows of this split only; absent: of all, with a column that says which. */
  split?: SplitName;
}

export interface PrepareOutcome {
  /** Absolute path. */
  out: string;
  rows: number;
  columns: string[];
  /** Rows written of each split. */
  splits: Partial<Record<SplitName, number>>;
  steps: StepFacts[];
}
