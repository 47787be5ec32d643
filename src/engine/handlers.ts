import { basename, resolve } from "node:path";
import type { Contract } from "../protocol/contract.ts";
import type { Handlers } from "../protocol/rpc.ts";
import { VERSION } from "../shared/version.ts";
import type { Engine } from "./engine.ts";
import { listRuns, showRun, stopRun, waitForRun } from "./run/runs.ts";
import { initRepository, storeState } from "./store/repository.ts";

// What needs DuckDB, zod or the report's page is loaded at first use: a list of runs must not wait for it.
const lazy = {
  backends: () => import("./backends.ts"),
  curve: () => import("./curve/curve.ts"),
  datasets: () => import("./datasets.ts"),
  draft: () => import("./experiment/draft.ts"),
  parse: () => import("./experiment/parse.ts"),
  profile: () => import("./profile.ts"),
  model: () => import("./run/model.ts"),
  report: () => import("./run/report.ts"),
  start: () => import("./run/start.ts"),
};

/** The contract, answered. */
export function handlersOf(engine: Engine): Handlers<Contract> {
  const store = (folder: string) => engine.stores.get(folder);
  return {
    "engine/info": async () => ({ version: VERSION, pid: process.pid, node: process.versions.node, backend: engine.backend }),
    "engine/backends": async ({ choice }, { signal }) => (await lazy.backends()).lookForBackends(engine, choice, signal),

    "store/state": ({ folder }) => storeState(folder),
    "store/init": async ({ folder }) => {
      const state = await initRepository(folder);
      engine.notify("runs/changed", { folder });
      return state;
    },

    "dataset/list": async ({ folder }) => (await lazy.datasets()).datasetsOf(engine, folder),
    "dataset/profile": async ({ folder, ...query }, { signal, progress }) =>
      (await lazy.profile()).profileFile(engine, folder, query, signal, progress),

    "experiment/draft": async ({ folder, file, target, algorithm }, { signal, progress }) => {
      const profile = await (await lazy.profile()).profileFile(engine, folder, { file }, signal, progress);
      return (await lazy.draft()).draftExperiment({
        profile,
        target,
        data: basename(file),
        ...(algorithm === undefined ? {} : { algorithm }),
      });
    },
    "experiment/check": async ({ folder, file, text }) => (await lazy.parse()).parseExperiment(text, resolve(folder, file)).problems,

    "run/start": async ({ folder, ...query }) => (await lazy.start()).startRun(engine, folder, query),
    "run/stop": async ({ run }) => stopRun(engine, run),
    "run/wait": ({ folder, run }) => waitForRun(engine, folder, run),
    "run/list": ({ folder, ...query }) => listRuns(engine, folder, query),
    "run/show": ({ folder, run }) => showRun(engine, folder, run),
    "run/curve": async ({ folder, ...query }) => (await lazy.curve()).curveOf(await store(folder), query),
    "run/changes": async ({ folder, runs: [before, after] }) => (await store(folder)).changes(before, after),
    "run/report": async ({ folder, run }) => (await lazy.report()).reportOf(engine, folder, run),
    "report/write": async ({ folder, ...target }, { signal, progress }) =>
      (await lazy.report()).writeReport(engine, folder, target, signal, progress),
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
    "run/evaluate": async ({ folder, ...query }, { signal }) => (await lazy.model()).evaluateRun(engine, folder, query, signal),
    "run/predict": async ({ folder, ...query }, { signal }) => (await lazy.model()).predictWithRun(engine, folder, query, signal),
  };
}
