import type { Run, RunSummary } from "../../../protocol/run.ts";

/** The part of a run that lists show, and that its commit's message carries. */
export function summaryOf({ version, seed, command, versions, artifacts, notes, backend, data, ...rest }: Run): RunSummary {
  return { ...rest, backend: backend?.name ?? null, data: data && { path: data.path, sha256: data.sha256 } };
}
