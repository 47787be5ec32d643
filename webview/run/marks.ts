import { type ProgressUnit, unitOfRun } from "../../src/protocol/progress.ts";
import type { RunSummary } from "../../src/protocol/run.ts";
import type { Mark } from "../shared/uplot.ts";
import { type Family, isFold, isValidation } from "./series.ts";

const PLANNED: Readonly<Partial<Record<ProgressUnit, string>>> = { epoch: "epochs", round: "iterations", tree: "trees", step: "steps" };

/** What stands out on a chart of one run: its best epoch so far, and where early stopping ended it. Folds have no marks. */
export function marksOf(run: RunSummary, family: Family): Mark[] {
  if (family.folds) return [];
  const judged = family.series.find(isValidation) ?? family.series[0];
  const summary = judged && run.metrics[judged.metric];
  const marks: Mark[] = [];
  if (summary && summary.steps > 1)
    marks.push({ x: summary.bestStep, text: run.status === "RUNNING" ? "best so far" : "best", color: "--ty-metric" });
  const stopped = stoppedEarly(run);
  if (stopped !== null && stopped !== summary?.bestStep) marks.push({ x: stopped, text: "stopped early", color: "--ty-quiet" });
  return marks;
}

/** The last epoch of a finished run that had more epochs to go; null where it had none. */
function stoppedEarly({ status, params, metrics }: RunSummary): number | null {
  const name = PLANNED[unitOfRun(params)];
  const planned = Object.entries(params).find(([key]) => key === name || key.endsWith(`.${name}`))?.[1];
  const last = Math.max(0, ...Object.entries(metrics).map(([metric, { steps }]) => (isFold(metric) ? 0 : steps)));
  return status === "FINISHED" && typeof planned === "number" && last > 0 && last < planned ? last : null;
}
