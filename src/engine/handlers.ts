import { resolve } from "node:path";
import type { Contract } from "../protocol/contract.ts";
import type { Handlers } from "../protocol/rpc.ts";
import { VERSION } from "../shared/version.ts";
import { holdConnections } from "./data/postgres/held.ts";
import type { Engine } from "./engine.ts";
import { listRuns, showRun, stopRun, waitForRun } from "./run/runs.ts";
import { initRepository, storeState } from "./store/repository.ts";
import { fileRevisions } from "./store/revisions.ts";

// What needs DuckDB, zod or the report's page is loaded at first use: a list of runs must not wait for it.
const lazy = {
  backends: () => import("./backends.ts"),
  champion: () => import("./run/champion.ts"),
  connection: () => import("./data/postgres/check.ts"),
  card: () => import("./card/card.ts"),
  code: () => import("./code.ts"),
  confusionRows: () => import("./run/confusion-rows.ts"),
  curve: () => import("./curve/curve.ts"),
  datasets: () => import("./datasets.ts"),
  draft: () => import("./experiment/draft.ts"),
  parse: () => import("./experiment/parse.ts"),
  profile: () => import("./profile.ts"),
  propose: () => import("./experiment/propose.ts"),
  model: () => import("./run/model.ts"),
  modelTests: () => import("./modeltest/run.ts"),
  modelTestDraft: () => import("./modeltest/draft.ts"),
  modelTestParse: () => import("./modeltest/parse.ts"),
  prepare: () => import("./prepare/prepare.ts"),
  report: () => import("./run/report.ts"),
  writeReport: () => import("./run/write-report.ts"),
  resume: () => import("./run/resume.ts"),
  rows: () => import("./rows.ts"),
  split: () => import("./split.ts"),
  start: () => import("./run/start.ts"),
  steps: () => import("./prepare/kinds.ts"),
  suggest: () => import("./prepare/suggest.ts"),
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

    "data/revisions": ({ folder, file }) => fileRevisions(folder, file),

    "data/page": async ({ folder, ...query }, context) => (await lazy.rows()).pageOf(engine, folder, query, context),
    "data/column-values": async ({ folder, ...query }, context) => (await lazy.rows()).columnValuesOf(engine, folder, query, context),
    "data/compare": async ({ folder, ...query }, context) => (await lazy.rows()).comparisonOf(engine, folder, query, context),
    "data/row-changes": async ({ folder, ...query }, context) => (await lazy.rows()).rowChangesOf(engine, folder, query, context),

    "connections/hold": async ({ connections }) => {
      holdConnections(connections);
      return null;
    },
    "connections/check": async ({ name, url }, { signal }) => (await lazy.connection()).checkConnection(name, url, signal),

    "experiment/draft": async ({ folder, file, target, task, algorithm, ...reading }, { signal, progress }) => {
      const profile = await (await lazy.profile()).profileFile(engine, folder, { file, ...reading }, signal, progress);
      const { draftExperiment, placeOf } = await lazy.draft();
      const { directory, data } = placeOf(resolve(folder, file));
      const choices = { ...(target !== undefined && { target }), ...(task && { task }), ...(algorithm !== undefined && { algorithm }) };
      return { ...draftExperiment({ profile, data, reading, ...choices }), directory };
    },
    "experiment/propose": async ({ folder, file, target, ...reading }, { signal, progress }) => {
      const { proposeFor, SAMPLE_ROWS } = await lazy.propose();
      const query = { file, sample: SAMPLE_ROWS, ...reading };
      return proposeFor(await (await lazy.profile()).profileFile(engine, folder, query, signal, progress), target);
    },
    "experiment/check": async ({ folder, file, text }) => (await lazy.parse()).parseExperiment(text, resolve(folder, file)).problems,

    "split/check": async ({ folder, file }, { signal, progress }) => (await lazy.split()).splitOf(engine, folder, file, signal, progress),

    "recipe/steps": async () => (await lazy.steps()).stepKinds(),
    "recipe/preview": async ({ folder, ...query }, context) => (await lazy.prepare()).previewRecipe(engine, folder, query, context),
    "recipe/suggest": async ({ folder, file, text }, context) =>
      (await lazy.suggest()).suggestSteps(engine, folder, { file, text }, context),
    "recipe/apply": async ({ folder, ...query }, context) => (await lazy.prepare()).prepareFile(engine, folder, query, context),

    "recipe/code": async ({ folder, ...query }, { signal, progress }) =>
      (await lazy.code()).recipeCode(engine, folder, query, signal, progress),

    "run/start": async ({ folder, ...query }) => (await lazy.start()).startRun(engine, folder, query),
    "run/resume": async ({ folder, ...query }) => (await lazy.resume()).resumeRun(engine, folder, query),
    "run/stop": async ({ run }) => stopRun(engine, run),
    "run/wait": ({ folder, run }) => waitForRun(engine, folder, run),
    "run/list": ({ folder, ...query }) => listRuns(engine, folder, query),
    "run/show": ({ folder, run }) => showRun(engine, folder, run),
    "run/curve": async ({ folder, ...query }) => (await lazy.curve()).curveOf(await store(folder), query),
    "run/changes": async ({ folder, runs: [before, after] }) => (await store(folder)).changes(before, after),
    "run/report": async ({ folder, run }) => (await lazy.report()).reportOf(engine, folder, run),
    "report/write": async ({ folder, ...target }, { signal, progress }) =>
      (await lazy.writeReport()).writeReport(engine, folder, target, signal, progress),
    "run/champion": async ({ folder, run }) => (await lazy.champion()).makeChampion(engine, folder, run),
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

    "run/confusion-rows": async ({ folder, ...query }, { signal }) =>
      (await lazy.confusionRows()).confusionRows(engine, folder, query, signal),

    "run/card": async ({ folder, run }) => (await lazy.card()).cardOf(engine, folder, run),
    "modeltest/run": async ({ folder, ...query }, context) => (await lazy.modelTests()).testRun(engine, folder, query, context),
    "modeltest/check": async ({ folder, file, text }) => (await lazy.modelTestParse()).parseTests(text, resolve(folder, file)).problems,
    "modeltest/draft": async ({ folder, model }, { signal }) => (await lazy.modelTestDraft()).draftTests(engine, folder, model, signal),
  };
}
