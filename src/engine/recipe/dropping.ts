import type { RecipeStep } from "../../protocol/experiment.ts";
import type { Step } from "./step.ts";

/** What steps that only leave columns out learn: which. */
export interface Dropped {
  dropped: string[];
}

/** A step that leaves out the columns which `fit` names. */
export const dropping = <O extends RecipeStep, S extends Dropped>(step: Pick<Step<O, S>, "accepts" | "fit" | "onOthers">): Step<O, S> => ({
  ...step,
  apply: (columns, _options, { dropped }) => columns.filter(({ name }) => !dropped.includes(name)),
  drops: ({ dropped }) => dropped,
});
