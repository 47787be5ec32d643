import type { Place } from "../shared/errors.ts";

export type { Experiment, RecipeStep } from "./experiment.schema.ts";

/** A proposed experiment file: JSON with comments, ready to be written. */
export interface ExperimentDraft {
  /** Suggested file name, e.g. `penguins.experiment.json`. */
  file: string;
  text: string;
  /** Its data path as it stands in the text, and the directory that this is relative to. */
  data: string;
  directory: string;
  /** What was decided and why, in sentences. */
  reasons: string[];
}

export interface ExperimentProblem {
  severity: "error" | "warning";
  code: string;
  message: string;
  remedy: string;
  place: Place;
}
