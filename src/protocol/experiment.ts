import type { Place } from "../shared/errors.ts";
import type { Proposal } from "./proposal.ts";
import type { Task } from "./task.ts";

export type { Experiment, RecipeStep } from "./experiment.schema.ts";

/** What a proposed experiment is to do; the rest is decided by the data. */
export interface DraftChoices {
  /** Column to predict; absent: a task without one. */
  target?: string;
  /** Absent: what the target's values, or the algorithm, suggest. */
  task?: Task;
  algorithm?: string;
}

/** A proposed experiment file: JSON with comments, ready to be written. */
export interface ExperimentDraft {
  /** Suggested file name, e.g. `penguins.experiment.json`. */
  file: string;
  text: string;
  algorithm: string;
  /** What else could be tried, the best to begin with first. */
  proposals: Proposal[];
  /** Its data path as it stands in the text, and the directory that this is relative to. */
  data: string;
  directory: string;
  /** What was decided and why, in sentences. */
  reasons: string[];
  /** Files that it needs beside it; one that is there already stays as it is. */
  beside?: { file: string; text: string }[];
}

export interface ExperimentProblem {
  severity: "error" | "warning";
  code: string;
  message: string;
  remedy: string;
  place: Place;
}
