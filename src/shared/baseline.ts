/** What a model is compared with, in words. */
export function baselineName({ task, forecast }: { task: string; forecast?: unknown }): string {
  if (forecast !== undefined) return "the last value, or that of a season before";
  return task === "regression" ? "always the mean" : "always the most frequent class";
}
