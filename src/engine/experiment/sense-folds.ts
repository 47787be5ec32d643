import type { Experiment } from "../../protocol/experiment.ts";
import { hasClasses } from "../../protocol/task.ts";
import { groupColumns, methodOf } from "../train/cross-validate/method.ts";
import type { Sense } from "./sense.ts";

/** What is wrong, or unwise, about the folds, as far as the file alone can tell. */
export function checkFolds(experiment: Experiment): Sense[] {
  const { crossValidation, split, task, model } = experiment;
  if (!crossValidation) return [];
  const method = methodOf(experiment);
  const path = crossValidation.method === undefined ? ["crossValidation"] : ["crossValidation", "method"];
  const error = (code: string, message: string, remedy: string): Sense => ({ severity: "error", code, message, remedy, path });
  if (method === "stratified" && !hasClasses(task))
    return [error("experiment-folds-need-classes", `Stratified folds need classes, and this task is ${task}.`, 'Use "method": "k-fold".')];
  if (method === "group" && groupColumns(experiment).length === 0)
    return [error("experiment-missing-key", "Folds by group need the column that names the groups.", 'Add "group" to "split".')];
  if (method === "time" && split.column === undefined)
    return [error("experiment-missing-key", "Folds by time need the column of the times.", 'Add "column" to "split".')];
  if (model.algorithm === "forecaster" && method !== "time")
    return [error("experiment-folds-need-time", "A forecaster learns from the past: its folds go by time.", 'Use "method": "time".')];
  return [...checkLeaks(experiment, method, path), ...checkRepeats(experiment, method)];
}

/** Folds that undo what the split takes care of. */
function checkLeaks({ split }: Experiment, method: string, path: string[]): Sense[] {
  const warning = (message: string, remedy: string): Sense => ({
    severity: "warning",
    code: "experiment-folds-leak",
    message,
    remedy,
    path,
  });
  if (split.method === "time" && method !== "time")
    return [warning("The split goes by time and the folds do not: they learn from the future.", 'Use "method": "time".')];
  if (split.method === "group" && (method === "k-fold" || method === "stratified"))
    return [warning("The split keeps groups together and the folds part them.", 'Use "method": "group".')];
  return [];
}

function checkRepeats({ crossValidation }: Experiment, method: string): Sense[] {
  if (method !== "time" || (crossValidation?.repeats ?? 1) === 1) return [];
  return [
    {
      severity: "warning",
      code: "experiment-folds-repeat-alike",
      message: "Folds by time are the same in each repeat: they are trained once.",
      remedy: 'Remove "repeats".',
      path: ["crossValidation", "repeats"],
    },
  ];
}
