import type { Experiment } from "../../protocol/experiment.ts";
import type { Engine } from "../engine.ts";
import { isExperimentFile } from "../experiment/load.ts";
import type { Signature } from "../model/signature.ts";
import { findModelRun } from "../modeltest/find-run.ts";
import { ARTIFACTS } from "../run/artifacts.ts";
import { artifactOf } from "../run/read-artifact.ts";
import { reportOf } from "../run/report.ts";
import { showRun } from "../run/runs.ts";
import { cardText } from "./card-text.ts";

/** A run's model card as Markdown, made from what was kept of the run and from nothing else. */
export async function cardOf(engine: Engine, folder: string, name: string): Promise<{ name: string; markdown: string }> {
  const store = await engine.stores.get(folder);
  const run = await showRun(engine, folder, isExperimentFile(name) ? await findModelRun(store, folder, name) : name);
  const report = await reportOf(engine, folder, run.id);
  const experiment = await artifactOf<Experiment>(store, run, ARTIFACTS.experiment);
  const signature = await artifactOf<Signature>(store, run, ARTIFACTS.signature);
  const tests = run.commit === null ? null : await store.readTests(run.id);
  return { name: run.name, markdown: cardText({ ...report, run, experiment, signature, tests }) };
}
