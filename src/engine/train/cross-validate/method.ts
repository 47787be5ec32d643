import type { CrossValidation } from "../../../protocol/cross-validation.ts";
import type { Experiment } from "../../../protocol/experiment.ts";
import { listOf } from "../../../protocol/split.ts";
import { hasClasses } from "../../../protocol/task.ts";

/** How the folds are cut: as the experiment says, else as its split is. */
export function methodOf({ crossValidation, split, task }: Experiment): CrossValidation["method"] {
  const asked = crossValidation?.method;
  if (asked !== undefined && asked !== "group") return asked;
  if (asked === "group" || split.method === "group" || split.key !== undefined)
    return split.stratify === true && hasClasses(task) ? "stratified-group" : "group";
  if (split.method === "time") return "time";
  if (split.method === "stratified" || (split.method === "column" && hasClasses(task))) return "stratified";
  return "k-fold";
}

/** Columns whose equal values never part: the split's groups, or its key. */
export const groupColumns = ({ split }: Experiment): readonly string[] => listOf(split.group ?? split.key);

/** Columns that the folds are cut by. */
export function foldColumns(experiment: Experiment): readonly string[] {
  const method = methodOf(experiment);
  if (method === "time") return listOf(experiment.split.column);
  return method === "group" || method === "stratified-group" ? groupColumns(experiment) : [];
}
