import type { Task } from "../../protocol/evaluation.ts";
import type { Scoring } from "../../protocol/explanation.ts";
import { type Compared, figuresOf } from "../evaluate/evaluate.ts";

/** The figure that importance is told in: ROC AUC of two classes, accuracy of more, RMSE of a number. */
export function scoringOf(task: Task): Scoring {
  if (task === "regression") return { metric: "rmse", direction: "min" };
  return { metric: task === "binary" ? "roc_auc" : "accuracy", direction: "max" };
}

/** NaN where it is not defined on these rows. */
export const scoreOf = ({ metric }: Scoring, compared: Compared): number => figuresOf(compared)[metric] ?? Number.NaN;
