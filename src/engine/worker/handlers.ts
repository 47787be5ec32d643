import type { Handlers, Notify } from "../../protocol/rpc.ts";
import type { WorkerContract } from "../../protocol/worker.ts";
import { allowUserCode } from "../script/user-code.ts";

/** The contract, answered. Each part is loaded at need: a script brings its own TensorFlow.js, a look at the backends needs no data. */
export function handlersOf(notify: Notify<WorkerContract>): Handlers<WorkerContract> {
  return {
    "worker/backends": async ({ choice }) => (await import("../backend/load.ts")).backendState(choice),
    "worker/measure": (job, { signal }) =>
      withScripts(job.scripts, async () => (await import("../measure/train-steps.ts")).trainSteps(job, signal)),
    "worker/measureScript": async (job) => (await import("../measure/script-network.ts")).trainScriptNetwork(job),
    "worker/train": (job, { signal }) =>
      withScripts(job.scripts, async () => {
        if (job.debug) (await import("../script/debugger.ts")).waitForDebugger();
        return (await import("./train.ts")).train(job, notify, signal);
      }),
    "worker/evaluate": (job, { signal }) =>
      withScripts(job.scripts, async () => (await import("./evaluate.ts")).evaluateModel(job, signal)),
    "worker/predict": (job, { signal }) => withScripts(job.scripts, async () => (await import("./predict.ts")).predictFile(job, signal)),
    "worker/preview": (job, { signal }) =>
      withScripts(job.directory, async () => (await import("./preview.ts")).previewRecipe(job, signal)),
    "worker/prepare": (job, { signal }) => withScripts(job.directory, async () => (await import("./prepare.ts")).prepareRows(job, signal)),
    "worker/code": (job, { signal }) => withScripts(job.directory, async () => (await import("./code.ts")).recipeCode(job, signal)),
    "worker/test": (job, { signal }) => withScripts(job.scripts, async () => (await import("./test.ts")).testModel(job, notify, signal)),
    "worker/debugger": async () => (await import("../script/debugger.ts")).expectDebugger(),
    "worker/script": async (job, { signal }) => (await import("./script.ts")).trainScript(job, notify, signal),
  };
}

/** A recipe may have steps of the user's own, which lie in this folder. */
const withScripts = <T>(directory: string | undefined, work: () => Promise<T>): Promise<T> =>
  directory === undefined ? work() : allowUserCode(directory, work);
