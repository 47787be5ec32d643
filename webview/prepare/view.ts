import type { RawStep, RecipeEdit } from "../../src/protocol/prepare.ts";

/** How a recipe is looked at; kept across reloads. */
export interface PrepareView {
  /** Index of the step that is looked at; -1: the data; null: the last. */
  selected: number | null;
  /** Only rows that the step changes or drops. */
  changedOnly: boolean;
}

export const START: PrepareView = { selected: null, changedOnly: false };

/** A step that is being written, and stands in the file only once it is accepted. */
export interface Draft {
  mode: "add" | "edit";
  at: number;
  step: RawStep;
}

/** What accepting a draft does. */
export const editOf = ({ mode, at, step }: Draft): RecipeEdit => ({ edit: mode === "add" ? "add" : "replace", at, step });
