import type { RunStatus } from "../../src/protocol/run.ts";
import type { IconName } from "./icon.ts";

/** A run's status as a word and a sign. */
export const STATUS: Record<RunStatus, { word: string; icon: IconName; tone: string }> = {
  RUNNING: { word: "running", icon: "sync", tone: "tone-info" },
  FINISHED: { word: "finished", icon: "pass", tone: "tone-passed" },
  FAILED: { word: "failed", icon: "error", tone: "tone-failed" },
  KILLED: { word: "stopped", icon: "circle-slash", tone: "quiet" },
  INTERRUPTED: { word: "interrupted", icon: "debug-disconnect", tone: "tone-warning" },
};
