import type { JSONPath } from "jsonc-parser";
import type { Experiment, ExperimentProblem } from "../../protocol/experiment.ts";
import { checkRecipe } from "./sense-recipe.ts";
import { checkSplit } from "./sense-split.ts";

export type Sense = Omit<ExperimentProblem, "place"> & { path: JSONPath };

/** What the schema cannot say: settings that are each allowed and together make no sense. */
export function checkSense(experiment: Experiment): Sense[] {
  return [...checkSplit(experiment), ...checkRecipe(experiment), ...checkTarget(experiment), ...checkMonitor(experiment)];
}

function checkTarget({ exclude, target, training, task }: Experiment): Sense[] {
  const found: Sense[] = [];
  if (exclude.includes(target)) {
    found.push({
      severity: "error",
      code: "experiment-target-excluded",
      message: `The target "${target}" is also excluded.`,
      remedy: "Take it out of exclude.",
      path: ["exclude"],
    });
  }
  if (task === "regression" && training.classWeights !== "none") {
    found.push({
      severity: "error",
      code: "experiment-weights-need-classes",
      message: "Class weights need classes, and this task is regression.",
      remedy: 'Remove "classWeights".',
      path: ["training", "classWeights"],
    });
  }
  return found;
}

function checkMonitor({ training, task }: Experiment): Sense[] {
  if (training.earlyStopping === false) return [];
  const known = task === "regression" ? ["loss", "val_loss", "mae", "val_mae", "mse", "val_mse"] : ["loss", "val_loss", "acc", "val_acc"];
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
