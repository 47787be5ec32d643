import type { RecipeStep } from "../../protocol/experiment.ts";
import type { ColumnKind } from "./step.ts";

/** A recipe and what it learnt from the training rows: plain JSON, kept beside the model. */
export interface FittedRecipe {
  version: 1;
  /** The columns it needs, in order, as training had them. */
  inputs: { name: string; kind: ColumnKind }[];
  /** What becomes missing instead of an error, in rows to come. Absent: nothing. */
  lenient?: Lenient;
  steps: FittedStep[];
  /** Names of the columns that come out, in order. */
  features: string[];
}

export interface Lenient {
  /** A column that is not there. */
  missingColumn: boolean;
  /** A value that is not of the type that the column had in training. */
  wrongType: boolean;
}

export interface FittedStep {
  options: RecipeStep;
  columns: string[];
  state: unknown;
}
