import type { Experiment } from "../../protocol/experiment.ts";
import { listOf } from "../../protocol/split.ts";
import { hasClasses } from "../../protocol/task.ts";
import type { Sense } from "./sense.ts";

type Split = Experiment["split"];
type Setting = "key" | "group" | "stratify" | "column" | "gap";

/** What each method goes by beside shares and seed: what it must have, and what it may. */
const SETTINGS: Record<Split["method"], { needs?: Setting; takes: readonly Setting[] }> = {
  random: { takes: ["key"] },
  stratified: { takes: ["key"] },
  group: { needs: "group", takes: ["group", "key", "stratify"] },
  time: { needs: "column", takes: ["column", "gap"] },
  key: { needs: "key", takes: ["key"] },
  column: { needs: "column", takes: ["column"] },
};

/** What is wrong, or odd, about the settings of a split, as far as the file alone can tell. */
export function checkSplit(experiment: Experiment): Sense[] {
  return [...checkShares(experiment), ...checkClasses(experiment), ...checkSettings(experiment), ...checkFeatures(experiment)];
}

/** What the split goes by, and the folds of a cross-validation. */
function settingsTaken({ split, crossValidation }: Experiment): readonly Setting[] {
  const folds = { group: ["group", "stratify"], time: ["column", "gap"], "k-fold": [], stratified: [] } as const;
  return [...SETTINGS[split.method].takes, ...(crossValidation?.method ? folds[crossValidation.method] : [])];
}

function checkShares({ split }: Experiment): Sense[] {
  if (split.method === "column" || split.validation + split.test < 1) return [];
  return [
    {
      severity: "error",
      code: "experiment-split-leaves-nothing",
      message: `The validation and test shares together take ${(split.validation + split.test) * 100} % of the rows: none are left to train on.`,
      remedy: "Make split.validation and split.test smaller, such as 0.15 each.",
      path: ["split"],
    },
  ];
}

function checkClasses({ split, task }: Experiment): Sense[] {
  const stratified = split.method === "stratified" || split.stratify === true;
  if (!stratified || hasClasses(task)) return [];
  return [
    {
      severity: "error",
      code: "experiment-split-needs-classes",
      message: `A stratified split needs classes, and this task is ${task}.`,
      remedy: split.stratify ? 'Remove "stratify".' : 'Use "method": "random".',
      path: ["split", split.stratify ? "stratify" : "method"],
    },
  ];
}

function checkSettings(experiment: Experiment): Sense[] {
  const { split } = experiment;
  const { needs } = SETTINGS[split.method];
  const takes = settingsTaken(experiment);
  const given = (["key", "group", "stratify", "column", "gap"] as const).filter((setting) => split[setting] !== undefined);
  const found = given
    .filter((setting) => !takes.includes(setting))
    .map(
      (setting): Sense => ({
        severity: "warning",
        code: "experiment-split-setting-unused",
        message: `A split by ${split.method} does not use "${setting}".`,
        remedy: `Remove "${setting}", or choose the method that uses it.`,
        path: ["split", setting],
      }),
    );
  if (needs !== undefined && split[needs] === undefined)
    found.push({
      severity: "error",
      code: "experiment-missing-key",
      message: `A split by ${split.method} needs "${needs}".`,
      remedy: `Add "${needs}" to "split": the name of a column of the data.`,
      path: ["split"],
    });
  return found;
}

/** What names a row, or its group, says nothing about rows to come. */
function checkFeatures(experiment: Experiment): Sense[] {
  const { split, exclude, target } = experiment;
  const used = settingsTaken(experiment);
  const columns = (["key", "group"] as const).flatMap((setting) => (used.includes(setting) ? listOf(split[setting]) : []));
  const features = [...new Set(columns)].filter((name) => !exclude.includes(name) && name !== target);
  return features.map((name) => ({
    severity: "warning",
    code: "experiment-split-key-is-feature",
    message: `"${name}" parts the rows and is also a feature: a model may learn it by heart.`,
    remedy: `Add "${name}" to exclude.`,
    path: ["split"],
  }));
}
