import { join } from "node:path";
import { type Child, describeExit, type Exit, startChild } from "../../protocol/process/child.ts";
import type { WorkerContract } from "../../protocol/worker.ts";
import { failure, TrainyardError } from "../../shared/errors.ts";
import type { Engine } from "../engine.ts";

export type WorkerProcess = Child<WorkerContract>;

export interface WorkerOptions {
  name: string;
  onOutput?: (text: string, stream: "stdout" | "stderr") => void;
  env?: Record<string, string>;
}

/** How long a cancelled worker may be silent, and how long it may take at most to come to a good end, before it is ended. */
const GRACE_MS = 5_000;
const MOST_GRACE_MS = 60_000;

/**
 * Runs `work` in a worker process of its own and ends the process afterwards, however it went.
 * On `signal` the work is cancelled through the protocol first; a worker that neither answers in time nor says how far it is is killed.
 */
export async function withWorker<T>(
  engine: Engine,
  options: WorkerOptions,
  signal: AbortSignal,
  work: (worker: WorkerProcess) => Promise<T>,
): Promise<T> {
  const worker = await startChild<WorkerContract>({
    module: join(engine.dist, "worker.cjs"),
    ...options,
    onOutput: options.onOutput ?? ((text) => engine.log("debug", options.name, text.trimEnd())),
  });
  worker.client.on("worker/log", ({ level, source, message }) => engine.log(level, source, message));
  let grace: NodeJS.Timeout | undefined;
  let latest: number | undefined;
  const onAbort = () => {
    latest ??= Date.now() + MOST_GRACE_MS;
    clearTimeout(grace);
    grace = setTimeout(() => void worker.stop(0), Math.min(GRACE_MS, latest - Date.now()));
  };
  const heard = worker.client.on("worker/state", () => signal.aborted && onAbort());
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await work(worker);
  } catch (error) {
    // The answer of a process that died is a lost connection: say how it died instead.
    throw TrainyardError.is(error, "connection-lost") ? new WorkerDied(await worker.exited, options.name) : error;
  } finally {
    heard.dispose();
    clearTimeout(grace);
    signal.removeEventListener("abort", onAbort);
    await worker.stop();
  }
}

/** The worker process ended while it had work. */
export class WorkerDied extends TrainyardError {
  readonly exit: Exit;

  constructor(exit: Exit, name: string) {
    super(
      failure({
        code: "worker-died",
        message: `The ${name} ended before its work was done (${describeExit(exit)}).`,
        remedy:
          exit.signal === "SIGKILL"
            ? "Something killed it, often for lack of memory: use a smaller batch or less data, then train again."
            : "Look at its output for the reason, then train again.",
      }).facts,
    );
    this.exit = exit;
  }
}
