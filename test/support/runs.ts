import type { RunSnapshot, RunSummary } from "../../src/protocol/run.ts";

let count = 0;

/** A run as lists hold it, finished with `val_acc` 0.9; later calls make newer runs. */
export function aRun(change: Partial<RunSummary> = {}): RunSummary {
  count += 1;
  const id = change.id ?? `01K0000000000000000000${String(count).padStart(4, "0")}`;
  return {
    id,
    name: `calm-heron-${count}`,
    kind: "experiment",
    group: "penguins.experiment.json",
    status: "FINISHED",
    startTime: Date.UTC(2026, 0, 1, 12, 0, count),
    endTime: Date.UTC(2026, 0, 1, 12, 1, count),
    params: { optimizer: "adam" },
    metrics: {},
    scores: {},
    headline: { metric: "val_acc", value: 0.9, direction: "max" },
    backend: "wasm",
    data: { path: "penguins.csv", sha256: "ab".repeat(32) },
    code: { file: "penguins.experiment.json", head: null, branch: "main", dirty: false },
    error: null,
    commit: null,
    ...change,
  };
}

export const scored = (value: number, change: Partial<RunSummary> = {}): RunSummary =>
  aRun({ headline: { metric: "val_acc", value, direction: "max" }, ...change });

/** A live run in epoch 12 of 50. */
export function aSnapshot(run: Partial<RunSummary> = {}, change: Partial<RunSnapshot> = {}): RunSnapshot {
  const series = (last: number) => ({ last, best: last, bestStep: 12, steps: 12, direction: "max" as const });
  const metrics = { loss: series(0.21), val_loss: series(0.3), acc: series(0.96), val_acc: series(0.971) };
  return {
    folder: "/work",
    run: aRun({ status: "RUNNING", endTime: null, headline: null, metrics, ...run }),
    phase: "training",
    unit: "epoch",
    epoch: 12,
    epochs: 50,
    fraction: 0.24,
    remaining: null,
    ...change,
  };
}
