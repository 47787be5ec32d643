import type { Backend } from "../../protocol/backend.ts";
import type { Client } from "../../protocol/rpc.ts";
import type { MetricSummary } from "../../protocol/run.ts";
import type { WorkerContract } from "../../protocol/worker.ts";
import { directionOf } from "../store/metrics.ts";
import type { Live } from "./live.ts";

/** What a worker has last said of its run. */
export interface Followed {
  backend: Backend | null;
}

/** Turns a worker's states into the live run's snapshots, its newest and best figures included. */
export function followWorker(client: Client<WorkerContract>, live: Live, followed: Followed): void {
  let seen = 0;
  client.on("worker/state", ({ phase, epoch, epochs, fraction, last, backend }) => {
    const metrics = { ...live.snapshot.run.metrics };
    if (epoch > seen) {
      for (const [key, value] of Object.entries(last)) metrics[key] = advance(metrics[key], key, value, epoch);
      seen = epoch;
    }
    followed.backend = backend ?? followed.backend;
    live.update({ phase, epoch, epochs, fraction, run: { metrics, backend: backend?.name ?? live.snapshot.run.backend } });
  });
}

function advance(before: MetricSummary | undefined, key: string, value: number, step: number): MetricSummary {
  const direction = before?.direction ?? directionOf(key);
  const better = !before || (direction === "max" ? value > before.best : value < before.best);
  return {
    last: value,
    best: better ? value : (before?.best ?? value),
    bestStep: better ? step : (before?.bestStep ?? step),
    steps: (before?.steps ?? 0) + 1,
    direction,
  };
}
