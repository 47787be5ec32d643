import type { RecipeStep } from "../../protocol/experiment.ts";
import type { Trained } from "../model/artifacts.ts";
import type { FittedRecipe, FittedStep } from "../recipe/fitted.ts";
import { stepFor } from "../recipe/registry.ts";

/** What a fitted recipe says it does with a value of a column: what a model's behaviour is held against. */
export interface Declared {
  /** `error`: it has to be refused. `handled`: it must not be. Null: nothing is said. */
  unseen: "error" | "handled" | null;
  missing: "handled" | null;
  /** A step drops rows that lack this column's value. */
  dropped: boolean;
}

export function declaredOf({ steps }: FittedRecipe, column: string): Declared {
  const own = steps.filter(({ columns }) => columns.includes(column));
  const options = own.map((step) => step.options);
  const encoders = options.filter((one): one is Extract<RecipeStep, { unseen: string }> => "unseen" in one);
  const unseen = encoders.length === 0 ? null : encoders.some((one) => one.unseen === "error") ? "error" : "handled";
  return {
    unseen: own.some(reads) ? null : unseen,
    missing: options.some(({ step }) => step === "fill-missing") ? "handled" : null,
    dropped: options.some(({ step }) => step === "drop-missing"),
  };
}

/** A step before the encoding that makes something else of a label, so that an unseen one may become a seen one. */
const reads = ({ options }: FittedStep) => ["find-and-replace", "change-type", "script", "rename-column"].includes(options.step);

/** Whether some rows have no prediction by design: a step leaves them out, or they lie in the past of a series. */
export const mayDrop = ({ recipe, model }: Pick<Trained, "recipe" | "model">): boolean =>
  model.inTime !== undefined || recipe.steps.some(({ options }) => stepFor(options).keeps !== undefined);
