import type { RunSnapshot, RunSummary } from "./run.ts";

/**
 * What a training's progress is counted in: passes over the rows, boosting rounds, trees of a forest, iterations of a
 * solver, steps of a script's own loop. */
export type ProgressUnit = "epoch" | "round" | "tree" | "step" | "iteration";

const UNITS: Readonly<Record<string, ProgressUnit>> = {
  "gradient-boosted-trees": "round",
  "random-forest": "tree",
  linear: "iteration",
  forecaster: "round",
  "k-means": "iteration",
};

/** The unit of an algorithm, by its name in the experiment file. */
export const unitOf = (algorithm: unknown): ProgressUnit => (typeof algorithm === "string" ? UNITS[algorithm] : undefined) ?? "epoch";

/** The unit of a run by its params: a script without epochs trained in a loop of its own, and logged steps. */
export const unitOfRun = ({ algorithm, epochs }: RunSummary["params"]): ProgressUnit =>
  algorithm === undefined && epochs === undefined ? "step" : unitOf(algorithm);

/** `round 12/200`; empty before the first has ended. */
export function countText({ unit, epoch, epochs }: Pick<RunSnapshot, "unit" | "epoch" | "epochs">): string {
  if (epoch === 0) return "";
  return `${unit} ${epoch.toLocaleString("en-US")}${epochs === null ? "" : `/${epochs.toLocaleString("en-US")}`}`;
}

const FOLD = /^fold \d/;

/** Whether it learns now: the model itself, or one of the folds of its cross-validation. */
export const isLearning = ({ phase, epoch }: Pick<RunSnapshot, "phase" | "epoch">): boolean =>
  epoch > 0 && (phase === "training" || phase === "running" || FOLD.test(phase));

/** What it does: `round 12/200`, `fold 2 of 5, round 12/200`, or what it does instead or waits for. */
export function phaseText(snapshot: Pick<RunSnapshot, "phase" | "unit" | "epoch" | "epochs">): string {
  const { phase } = snapshot;
  if (!isLearning(snapshot)) return phase;
  return FOLD.test(phase) ? `${phase}, ${countText(snapshot)}` : countText(snapshot);
}

/** `at most 3 min left`: early stopping may end a training sooner. Empty where the pace is not known yet. */
export function remainingText({ remaining }: Pick<RunSnapshot, "remaining">): string {
  if (remaining === null) return "";
  if (remaining < 1000) return "less than 1 s left";
  const seconds = Math.round(remaining / 1000);
  if (seconds < 90) return `at most ${seconds} s left`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `at most ${minutes} min left`;
  const hours = seconds / 3600;
  return hours < 48 ? `at most ${Number(hours.toFixed(1))} h left` : `at most ${Math.round(hours / 24)} days left`;
}
