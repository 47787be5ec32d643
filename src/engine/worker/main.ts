import { serveParent } from "../../protocol/process/parent.ts";
import { startWatchdog } from "../../protocol/process/watchdog.ts";
import type { Notify } from "../../protocol/rpc.ts";
import type { WorkerContract } from "../../protocol/worker.ts";
import { VERSION } from "../../shared/version.ts";
import { handlersOf } from "./handlers.ts";

/** The worker process: forked by the engine for one run, or one look at a model or the backends. */
let notify: Notify<WorkerContract> = () => undefined;

startWatchdog();
serveParent<WorkerContract>(
  VERSION,
  (send) => {
    notify = send;
    return handlersOf(send);
  },
  async () => undefined,
  (error) =>
    notify("worker/log", {
      level: "error",
      source: "worker",
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }),
);
