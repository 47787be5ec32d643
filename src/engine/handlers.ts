import { resolve } from "node:path";
import type { Contract } from "../protocol/contract.ts";
import type { Handlers } from "../protocol/rpc.ts";
import { VERSION } from "../shared/version.ts";
import { lookForBackends } from "./backends.ts";
import { curveOf } from "./curve/curve.ts";
import { datasetsOf } from "./datasets.ts";
import type { Engine } from "./engine.ts";
import { draftExperiment } from "./experiment/draft.ts";
import { parseExperiment } from "./experiment/parse.ts";
import { profileFile } from "./profile.ts";
import { evaluateRun, predictWithRun } from "./run/model.ts";
import { reportOf, writeReport } from "./run/report.ts";
import { listRuns, stopRun, waitForRun } from "./run/runs.ts";
import { startRun } from "./run/start.ts";
import { initRepository, storeState } from "./store/repository.ts";

/** The contract, answered. */
export function handlersOf(engine: Engine): Handlers<Contract> {
  const store = (folder: string) => engine.stores.get(folder);
  return {
    "engine/info": async () => ({ version: VERSION, pid: process.pid, node: process.versions.node, backend: engine.backend }),
    "engine/backends": ({ choice }, { signal }) => lookForBackends(engine, choice, signal),

    "store/state": ({ folder }) => storeState(folder),
    "store/init": async ({ folder }) => {
      const state = await initRepository(folder);
      engine.notify("runs/changed", { folder });
      return state;
    },

    "dataset/list": ({ folder }) => datasetsOf(engine, folder),
    "dataset/profile": ({ folder, ...query }, { signal, progress }) => profileFile(engine, folder, query, signal, progress),

    "experiment/draft": async ({ folder, file, target, algorithm }, { signal, progress }) => {
      const profile = await profileFile(engine, folder, { file }, signal, progress);
      return draftExperiment({ profile, target, data: file, ...(algorithm === undefined ? {} : { algorithm }) });
    },
    "experiment/check": async ({ folder, file, text }) => parseExperiment(text, resolve(folder, file)).problems,

    "run/start": ({ folder, ...query }) => startRun(engine, folder, query),
    "run/stop": async ({ run }) => stopRun(engine, run),
    "run/wait": ({ folder, run }) => waitForRun(engine, folder, run),
    "run/list": ({ folder, ...query }) => listRuns(engine, folder, query),
    "run/show": async ({ folder, run }) => (await store(folder)).show(run),
    "run/curve": async ({ folder, ...query }) => curveOf(await store(folder), query),
    "run/report": ({ folder, run }) => reportOf(engine, folder, run),
    "report/write": ({ folder, ...target }, { signal, progress }) => writeReport(engine, folder, target, signal, progress),
    "run/delete": async ({ folder, run }) => {
      await (await store(folder)).remove(run);
      engine.notify("runs/changed", { folder });
      return null;
    },
    "run/undelete": async ({ folder, run }) => {
      await (await store(folder)).restore(run);
      engine.notify("runs/changed", { folder });
      return null;
    },
    "run/evaluate": ({ folder, ...query }, { signal }) => evaluateRun(engine, folder, query, signal),
    "run/predict": ({ folder, ...query }, { signal }) => predictWithRun(engine, folder, query, signal),
  };
}
