import type { RecipeStep } from "../../protocol/experiment.ts";
import type { Sense } from "./sense.ts";

/** Steps that find nothing to work on where they stand, as far as the file alone can tell. */
export function checkOrder(recipe: readonly RecipeStep[]): Sense[] {
  const found: Sense[] = [];
  const gone = new Map<string, string>();
  for (const [i, step] of recipe.entries()) {
    if (!step.enabled) continue;
    for (const name of Array.isArray(step.columns) ? step.columns : [step.columns]) {
      const by = gone.get(keyOf(step, name));
      if (by !== undefined) found.push(idle(step, i, Array.isArray(step.columns) ? `"${name}"` : `${name} columns`, by));
    }
    if (MAY_MAKE_ANYTHING.has(step.step)) gone.clear();
    if (step.step === "rename-column") gone.delete(step.to);
    if (!usesUp(step)) continue;
    for (const name of Array.isArray(step.columns) ? step.columns : [step.columns]) gone.set(keyOf(step, name), step.step);
  }
  return found;
}

/** A kind of column apart from a column of that name. */
const keyOf = ({ columns }: RecipeStep, name: string) => (Array.isArray(columns) ? name : `all ${name}`);

/** Steps whose columns have other names afterwards, or are of another kind. */
const USES_UP: ReadonlySet<RecipeStep["step"]> = new Set([
  "drop-columns",
  "one-hot-encode",
  "multi-label-binarise",
  "hash-encode",
] as const);
/** The same of a kind of column: none of it is left. */
const USES_UP_KIND: ReadonlySet<RecipeStep["step"]> = new Set(["ordinal-encode", "frequency-encode", "target-encode"] as const);
/** Steps that make columns of names and kinds that the file does not tell. */
const MAY_MAKE_ANYTHING: ReadonlySet<RecipeStep["step"]> = new Set(["change-type", "formula", "script", "split-text"] as const);

function usesUp(step: RecipeStep): boolean {
  if (step.columns === "all" || step.columns === "number" || step.columns === "boolean") return false; // they make numbers
  if (step.step === "rename-column") return true;
  if (step.step === "date-parts") return !step.keep;
  return USES_UP.has(step.step) || (USES_UP_KIND.has(step.step) && !Array.isArray(step.columns));
}

const idle = (step: RecipeStep, i: number, what: string, by: string): Sense => ({
  severity: "warning",
  code: "experiment-step-idle",
  message: `The step ${step.step} finds no ${what} here: an earlier ${by} step has used ${what.startsWith('"') ? "it" : "them"} up.`,
  remedy: `Move this step before ${by}, or delete it.`,
  path: ["recipe", i, "columns"],
});
