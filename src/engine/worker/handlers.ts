import type { Handlers, Notify } from "../../protocol/rpc.ts";
import type { WorkerContract } from "../../protocol/worker.ts";

/** The contract, answered. Each part is loaded at need: a script brings its own TensorFlow.js, a look at the backends needs no data. */
export function handlersOf(notify: Notify<WorkerContract>): Handlers<WorkerContract> {
  return {
    "worker/backends": async ({ choice }) => (await import("../backend/load.ts")).backendState(choice),
    "worker/train": async (job, { signal }) => (await import("./train.ts")).train(job, notify, signal),
    "worker/evaluate": async (job, { signal }) => (await import("./evaluate.ts")).evaluateModel(job, signal),
    "worker/predict": async (job, { signal }) => (await import("./predict.ts")).predictFile(job, signal),
    "worker/preview": async (job, { signal }) => (await import("./preview.ts")).previewRecipe(job, signal),
    "worker/prepare": async (job, { signal }) => (await import("./prepare.ts")).prepareRows(job, signal),
    "worker/script": async (job, { signal }) => {
      const { runScript } = await import("../script/run.ts");
      const state = (state: Parameters<typeof notify<"worker/state">>[1]) => notify("worker/state", state);
      return runScript(job, { signal, state, log: (entry) => notify("worker/log", entry) });
    },
  };
}
