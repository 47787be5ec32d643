import type { Experiment } from "../../protocol/experiment.ts";
import { hasClasses } from "../../protocol/task.ts";
import type { Sense } from "./sense.ts";

/** Groups that are no groups, and costs where there is no class to miss. */
export function checkReport({ report, target, task }: Experiment): Sense[] {
  const found: Sense[] = [];
  const at = target === undefined ? -1 : report.groups.indexOf(target);
  if (at >= 0)
    found.push({
      severity: "error",
      code: "experiment-report-groups-target",
      message: `The report cannot group by the target "${target}": the model is judged by it.`,
      remedy: "Take it out of report.groups.",
      path: ["report", "groups", at],
    });
  const { falsePositive, falseNegative } = report.costs;
  if (!hasClasses(task) && (falsePositive !== 1 || falseNegative !== 1))
    found.push({
      severity: "warning",
      code: "experiment-report-costs-without-classes",
      message: `Costs are of classes taken for each other, and this task is ${task}.`,
      remedy: "Remove report.costs.",
      path: ["report", "costs"],
    });
  return found;
}
