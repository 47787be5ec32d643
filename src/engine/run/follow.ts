import { join } from "node:path";
import type { Backend } from "../../protocol/backend.ts";
import { JOURNAL } from "../../protocol/journal.ts";
import type { Client } from "../../protocol/rpc.ts";
import type { WorkerContract } from "../../protocol/worker.ts";
import type { Live } from "./live.ts";
import { JournalTail } from "./tail.ts";

/** What a worker has last said of its run. */
export interface Followed {
  backend: Backend | null;
}

/**
 * Turns a worker's states into the live run's snapshots; the figures are those of its journal in `directory`. `onBackend`
 * hears once which TensorFlow.js it is.
 */
export function followWorker(
  client: Client<WorkerContract>,
  live: Live,
  directory: string,
  onBackend: (backend: Backend) => void = () => undefined,
): Followed {
  const followed: Followed = { backend: null };
  const journal = new JournalTail(join(directory, JOURNAL.metrics));
  client.on("worker/state", ({ phase, unit, epoch, epochs, fraction, backend }) => {
    if (backend && !followed.backend) onBackend(backend);
    followed.backend = backend ?? followed.backend;
    const name = backend?.name ?? live.snapshot.run.backend;
    live.update({ phase, ...(unit && { unit }), epoch, epochs, fraction, run: { metrics: journal.summaries(), backend: name } });
  });
  return followed;
}
