import type { ParamValue } from "../protocol/run.ts";

/** What the process that runs a script under Trainyard offers to it. */
export interface RunHandle {
  /** Seed given with `--seed`; null without. */
  seed: number | null;
  /** Aborted when the run is asked to stop. */
  signal: AbortSignal;
  params(values: Record<string, ParamValue>): void;
  metrics(values: Record<string, number>, step: number): void;
  /** Copies a file or directory into the run. `path` is relative to the current directory. */
  artifact(path: string): void;
  note(text: string): void;
}

const KEY = Symbol.for("trainyard.run");
const place = globalThis as { [KEY]?: RunHandle | undefined };

/** The run that this process is executing; undefined outside Trainyard. A global symbol: the script has a copy of this file of its own. */
export const currentRun = (): RunHandle | undefined => place[KEY];

export function setCurrentRun(handle: RunHandle | undefined): void {
  place[KEY] = handle;
}
