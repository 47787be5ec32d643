import type { RunSummary } from "../../src/protocol/run.ts";
import type { Mark } from "../shared/uplot.ts";
import { type Family, isValidation } from "./series.ts";

/** What stands out on a chart of one run: its best epoch, and where early stopping ended it. */
export function marksOf(run: RunSummary, family: Family): Mark[] {
  const judged = family.series.find(isValidation) ?? family.series[0];
  const summary = judged && run.metrics[judged.metric];
  const marks: Mark[] = [];
  if (summary && summary.steps > 1) marks.push({ x: summary.bestStep, text: "best", color: "--ty-metric" });
  const stopped = stoppedEarly(run);
  if (stopped !== null && stopped !== summary?.bestStep) marks.push({ x: stopped, text: "stopped early", color: "--ty-quiet" });
  return marks;
}

/** The last epoch of a finished run that had more epochs to go; null where it had none. */
function stoppedEarly({ status, params, metrics }: RunSummary): number | null {
  const planned = Object.entries(params).find(([key]) => key === "epochs" || key.endsWith(".epochs"))?.[1];
  const last = Math.max(0, ...Object.values(metrics).map(({ steps }) => steps));
  return status === "FINISHED" && typeof planned === "number" && last > 0 && last < planned ? last : null;
}
