import type { Run, RunSnapshot, RunSummary } from "../../src/protocol/run.ts";

/** The run with what its newest snapshot knows. A run that is over keeps what was kept of it. */
export function withSnapshot(run: Run, snapshot: RunSnapshot | undefined): Run {
  if (!snapshot || run.status !== "RUNNING") return run;
  const { status, endTime, params, metrics, scores, headline, error, commit } = snapshot.run;
  return { ...run, status, endTime, params, metrics, scores, headline, error, commit };
}

/** A run as lists know it. */
export const summaryOf = ({ backend, data, ...run }: Run): RunSummary => ({
  ...run,
  backend: backend?.version ?? null,
  data: data && { path: data.path, sha256: data.sha256 },
});
