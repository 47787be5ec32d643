import type { Evaluation } from "./evaluation.ts";

/** Of two classes, which one precision and the like are told of; empty of other tasks. */
export function positiveNote({ task, target, confusion }: Pick<Evaluation, "task" | "target" | "confusion">): string {
  const label = task === "binary" ? confusion?.labels[1] : undefined;
  return label === undefined ? "" : `precision, recall, f1 and average_precision are of ${target} = ${label}, the positive class.`;
}
