import type { Run, RunSummary } from "./run.ts";

const BROKEN_OFF: readonly RunSummary["status"][] = ["INTERRUPTED", "KILLED", "FAILED"];

/** What went wrong once and would again: the same weights, rows and settings go the same way. */
const AGAIN: readonly string[] = ["loss-not-finite"];

/** An experiment that was broken off: only these keep what it takes to go on. */
export const isBrokenOff = ({ kind, status }: Pick<Run, "kind" | "status">): boolean =>
  kind === "experiment" && BROKEN_OFF.includes(status);

/** A new run can go on where this one was broken off. One that diverged would diverge again. */
export const isResumable = (run: Pick<Run, "kind" | "status" | "error">): boolean =>
  isBrokenOff(run) && !AGAIN.includes(run.error?.code ?? "");
