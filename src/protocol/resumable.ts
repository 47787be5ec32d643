import type { Run, RunSummary } from "./run.ts";

const BROKEN_OFF: readonly RunSummary["status"][] = ["INTERRUPTED", "KILLED", "FAILED"];

/** A new run can go on where this one was broken off. Only experiments keep what that needs. */
export const isResumable = ({ kind, status }: Pick<Run, "kind" | "status">): boolean =>
  kind === "experiment" && BROKEN_OFF.includes(status);
