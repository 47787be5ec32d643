import type { Run, RunSummary } from "../../../protocol/run.ts";

/** JSON on one line; numbers that JSON has no words for become "NaN", "Infinity" and "-Infinity". */
export const encode = (value: Run | RunSummary): string => JSON.stringify(value, nonFiniteAsText);

/** The same over several lines, for a file that people read. */
export const encodePretty = (value: Run): string => `${JSON.stringify(value, nonFiniteAsText, 2)}\n`;

const nonFiniteAsText = (_key: string, value: unknown) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);

/** What `encode` wrote; undefined for anything else. */
export function decode<T extends Run | RunSummary>(text: string): T | undefined {
  let value: T;
  try {
    value = JSON.parse(text) as T;
  } catch {
    return undefined;
  }
  return isRun(value) ? withNumbers(value) : undefined;
}

function isRun(value: unknown): value is RunSummary {
  if (typeof value !== "object" || value === null) return false;
  const run = value as Record<string, unknown>;
  const isObject = (field: unknown) => typeof field === "object" && field !== null && !Array.isArray(field);
  return (
    ["id", "name", "group", "status", "kind"].every((key) => typeof run[key] === "string") &&
    typeof run.startTime === "number" &&
    ["params", "metrics", "scores", "code"].every((key) => isObject(run[key]))
  );
}

function withNumbers<T extends Run | RunSummary>(run: T): T {
  for (const summary of Object.values(run.metrics)) {
    summary.last = Number(summary.last);
    summary.best = Number(summary.best);
  }
  for (const scores of Object.values(run.scores)) {
    for (const [key, value] of Object.entries(scores)) scores[key] = Number(value);
  }
  if (run.headline && !Number.isFinite(Number(run.headline.value))) run.headline = null;
  return run;
}
