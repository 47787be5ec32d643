import type { JSONPath } from "jsonc-parser";
import type { Experiment, ExperimentProblem } from "../../protocol/experiment.ts";
import { algorithmsFor, hasClasses, isSupervised, TASKS_OF } from "../../protocol/task.ts";
import { checkFolds } from "./sense-folds.ts";
import { checkForecast } from "./sense-forecast.ts";
import { checkGates } from "./sense-gates.ts";
import { checkRecipe } from "./sense-recipe.ts";
import { checkReport } from "./sense-report.ts";
import { checkSplit } from "./sense-split.ts";

/** `within`: how far into the value at `path` the trouble lies. */
export type Sense = Omit<ExperimentProblem, "place"> & { path: JSONPath; within?: number };

/** What the schema cannot say: settings that are each allowed and together make no sense. */
export function checkSense(experiment: Experiment): Sense[] {
  return [
    ...checkTask(experiment),
    ...checkSplit(experiment),
    ...checkRecipe(experiment),
    ...checkTarget(experiment),
    ...checkMonitor(experiment),
    ...checkFolds(experiment),
    ...checkGates(experiment),
    ...checkForecast(experiment),
    ...checkReport(experiment),
  ];
}

function checkTask({ target, task, model }: Experiment): Sense[] {
  const found: Sense[] = [];
  if (isSupervised(task) && target === undefined)
    found.push({
      severity: "error",
      code: "experiment-missing-key",
      message: `"target" is missing: the task ${task} predicts a column.`,
      remedy: 'Add "target": the name of a column of the data.',
      path: ["task"],
    });
  if (!isSupervised(task) && target !== undefined)
    found.push({
      severity: "error",
      code: "experiment-target-without-use",
      message: `The task ${task} learns from the features alone: it has no target.`,
      remedy: 'Remove "target", or choose the task binary, multiclass or regression.',
      path: ["target"],
    });
  if (!TASKS_OF[model.algorithm].includes(task))
    found.push({
      severity: "error",
      code: "experiment-algorithm-unfit",
      message: `The algorithm ${model.algorithm} does not do ${task}.`,
      remedy: `Choose ${listed(algorithmsFor(task))}, or the task ${listed(TASKS_OF[model.algorithm])}.`,
      path: ["model", "algorithm"],
    });
  return found;
}

function checkTarget({ exclude, target, training, task }: Experiment): Sense[] {
  const found: Sense[] = [];
  if (target !== undefined && exclude.includes(target)) {
    found.push({
      severity: "error",
      code: "experiment-target-excluded",
      message: `The target "${target}" is also excluded.`,
      remedy: "Take it out of exclude.",
      path: ["exclude"],
    });
  }
  if (!hasClasses(task) && training.classWeights !== "none") {
    found.push({
      severity: "error",
      code: "experiment-weights-need-classes",
      message: `Class weights need classes, and this task is ${task}.`,
      remedy: 'Remove "classWeights".',
      path: ["training", "classWeights"],
    });
  }
  return found;
}

const SERIES = {
  classes: ["loss", "val_loss", "acc", "val_acc"],
  values: ["loss", "val_loss", "mae", "val_mae", "mse", "val_mse"],
  features: ["loss", "val_loss"],
};

function checkMonitor({ training, task }: Experiment): Sense[] {
  if (training.earlyStopping === false) return [];
  const known = SERIES[isSupervised(task) ? (hasClasses(task) ? "classes" : "values") : "features"];
  if (known.includes(training.earlyStopping.monitor)) return [];
  return [
    {
      severity: "error",
      code: "experiment-unknown-series",
      message: `Training logs no series "${training.earlyStopping.monitor}" for this task.`,
      remedy: `Monitor one of ${known.join(", ")}.`,
      path: ["training", "earlyStopping", "monitor"],
    },
  ];
}

const listed = (names: readonly string[]) => (names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`);
