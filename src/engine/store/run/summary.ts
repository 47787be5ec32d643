import type { Run, RunSummary } from "../../../protocol/run.ts";

/** The part of a run that lists show, and that its commit's message carries. */
export function summaryOf({
  version,
  metrics,
  crossValidation,
  seed,
  command,
  versions,
  artifacts,
  notes,
  backend,
  data,
  ...rest
}: Run): RunSummary {
  return {
    ...rest,
    metrics: withoutFolds(metrics),
    backend: backend?.name ?? null,
    data: data && { path: data.path, sha256: data.sha256 },
  };
}

/** Series of folds are in the run alone: there may be hundreds. */
const withoutFolds = (metrics: Run["metrics"]): Run["metrics"] =>
  Object.fromEntries(Object.entries(metrics).filter(([name]) => !/^fold_\d+\//.test(name)));
