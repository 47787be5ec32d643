import type { Tensor } from "@tensorflow/tfjs-core";
import type { Snapshot } from "./snapshot.ts";
import type { Trace } from "./trace.ts";

/** An eager call that was taken down: what it began with, and what it gave. */
export interface Watched {
  trace: Trace;
  inputs: Tensor[];
  outputs: readonly Tensor[];
  /** What `Math.random` gave meanwhile. */
  randoms: readonly number[];
  /** What the settings were. */
  settings: ReadonlyMap<string, number>;
  /** Values of all variables before it. */
  before: Snapshot;
}
