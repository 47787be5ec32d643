import type { Experiment, RecipeStep } from "../../protocol/experiment.ts";
import { TrainyardError } from "../../shared/errors.ts";
import { stepFor } from "../recipe/registry.ts";
import type { Sense } from "./sense.ts";
import { checkOptions } from "./sense-options.ts";
import { checkOrder } from "./sense-order.ts";

/** What is wrong, or odd, about the steps of a recipe, as far as the file alone can tell: the first of each step. */
export const checkRecipe = (experiment: Experiment): Sense[] => {
  const order = checkOrder(experiment.recipe);
  return experiment.recipe.flatMap((step, i) =>
    [...checkStep(step, i, experiment), ...checkOptions(step, i), ...order.filter(({ path }) => path[1] === i)].slice(0, 1),
  );
};

function checkStep(step: RecipeStep, i: number, { target, split }: Experiment): Sense[] {
  const { used, unread } = usedBy(step, i);
  const found: Sense[] = [...unread];
  if (target === undefined && step.enabled && LEARNS_FROM_TARGET.has(step.step)) {
    found.push({
      severity: "error",
      code: "experiment-step-needs-target",
      message: `The step ${step.step} learns from the target, and this task has none.`,
      remedy: "Remove the step, or use another, such as one-hot-encode or select-by-variance.",
      path: ["recipe", i, "step"],
    });
  }
  if (target !== undefined && ((Array.isArray(step.columns) && step.columns.includes(target)) || used.includes(target))) {
    found.push({
      severity: "error",
      code: "experiment-recipe-touches-target",
      message: `The step ${step.step} names the target "${target}": a recipe prepares features only.`,
      remedy: "Take the target out of it.",
      path: used.includes(target) ? ["recipe", i] : ["recipe", i, "columns"],
    });
  }
  if (step.step === "fill-missing" && step.strategy === "constant" && step.value === undefined) {
    found.push({
      severity: "error",
      code: "experiment-missing-key",
      message: "The strategy constant needs the constant.",
      remedy: 'Add "value" to this step.',
      path: ["recipe", i],
    });
  }
  const looksBack = LOOK_BACK.has(step.step) || (step.step === "fill-missing" && step.strategy === "forward");
  if (looksBack && step.enabled && !IN_ORDER.has(split.method)) {
    found.push({
      severity: "warning",
      code: "experiment-order-torn",
      message: `The step ${step.step} looks back at earlier rows, and a ${split.method} split tears them apart.`,
      remedy: 'Split by time: "split": { "method": "time", "column": "..." }.',
      path: ["recipe", i, "step"],
    });
  }
  return found;
}

const LEARNS_FROM_TARGET: ReadonlySet<RecipeStep["step"]> = new Set(["target-encode", "select-by-mutual-information"] as const);
const LOOK_BACK: ReadonlySet<RecipeStep["step"]> = new Set(["lag", "difference", "rolling", "cumulative"] as const);
/** Splits that can leave the rows of the training data together. */
const IN_ORDER: ReadonlySet<Experiment["split"]["method"]> = new Set(["time", "column"] as const);

/** Columns that a step speaks of in other options than `columns`; to know a formula's, it has to be read. */
function usedBy(step: RecipeStep, i: number): { used: readonly string[]; unread: Sense[] } {
  try {
    return { used: stepFor(step).uses?.(step) ?? [], unread: [] };
  } catch (error) {
    if (!TrainyardError.is(error)) throw error;
    const { code, message, remedy } = error.facts;
    return { used: [], unread: [{ severity: "error", code, message, remedy, path: ["recipe", i, "formula"] }] };
  }
}
