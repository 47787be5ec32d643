import type { ParamValue } from "../protocol/run.ts";
import { currentRun } from "./handle.ts";

/** The run this script is. */
export interface ScriptRun {
  /** Seed given with `trainyard train --seed N`; null without. */
  readonly seed: number | null;
  /** Aborted when the run is asked to stop. Never aborted under plain `node`. */
  readonly signal: AbortSignal;
  /** Keeps settings with the run; later values of a name replace earlier ones. */
  params(values: Record<string, ParamValue>): void;
  /** Adds a point to a curve. `step` counts from 1; without it each call is the next step. */
  metric(name: string, value: number, step?: number): void;
  metrics(values: Record<string, number>, step?: number): void;
  /** Copies a file or directory, as it is now, into the run. */
  artifact(path: string): void;
  /** A sentence that a reader of the run should know. */
  note(text: string): void;
}

const never = new AbortController().signal;
const steps = new Map<string, number>();

export const run: ScriptRun = {
  get seed() {
    return currentRun()?.seed ?? null;
  },
  get signal() {
    return currentRun()?.signal ?? never;
  },
  params: (values) => currentRun()?.params(values),
  metric: (name, value, step) => run.metrics({ [name]: value }, step),
  metrics(values, step) {
    for (const [name, value] of Object.entries(values)) {
      if (typeof value !== "number") throw new TypeError(`run.metrics: ${name} has to be a number, not ${typeof value}`);
      const at = step ?? (steps.get(name) ?? 0) + 1;
      steps.set(name, at);
      currentRun()?.metrics({ [name]: value }, at);
    }
  },
  artifact: (path) => currentRun()?.artifact(path),
  note: (text) => currentRun()?.note(text),
};
