import type { Evaluation } from "../../protocol/evaluation.ts";
import type { Experiment } from "../../protocol/experiment.ts";
import type { GateResult } from "../../protocol/gate.ts";
import type { Run } from "../../protocol/run.ts";
import type { DataSource } from "../../protocol/worker.ts";
import { cancelled, factsOf } from "../../shared/errors.ts";
import type { Engine } from "../engine.ts";
import { judgeGate, type Rival } from "../gate/judge.ts";
import { type Gate, parseGate } from "../gate/parse.ts";
import { scoreToRankBy } from "../store/headline.ts";
import type { Store } from "../store/store.ts";
import { withModel } from "./model.ts";
import { withWorker } from "./worker.ts";

export interface GatesToJudge {
  engine: Engine;
  folder: string;
  store: Store;
  run: Run;
  experiment: Experiment;
  /** On the rows that the gates are judged by. */
  evaluation: Evaluation;
  /** The same rows, for rivals to be judged on: a split of the source, or all of it. */
  source: DataSource;
  split?: "test";
  signal: AbortSignal;
}

/** How a run stands with the gates of its experiment; undefined where it has none. */
export async function judgeGates(job: GatesToJudge): Promise<GateResult[] | undefined> {
  const { experiment, evaluation, run } = job;
  const gates = ((experiment.gates as Experiment["gates"] | undefined) ?? []).map((gate) => parseGate(gate, experiment.task));
  if (gates.length === 0) return undefined;
  const facts = {
    evaluation,
    crossValidation: run.crossValidation,
    headline: scoreToRankBy(evaluation.metrics),
    rivals: await rivalsOf(gates, job),
  };
  return gates.map((gate) => judgeGate(gate, facts));
}

async function rivalsOf(gates: readonly Gate[], job: GatesToJudge): Promise<Record<string, Rival>> {
  const names = new Set(gates.flatMap((gate) => (gate.kind === "better-than" ? [gate.rival] : [])));
  const rivals: Record<string, Rival> = {};
  for (const name of names) rivals[name] = await rivalCalled(name, job);
  return rivals;
}

async function rivalCalled(name: string, job: GatesToJudge): Promise<Rival> {
  const { store, run, evaluation, signal } = job;
  if (name === "baseline") return { name: "the baseline", metrics: evaluation.baseline };
  try {
    const rival = name === "champion" ? await store.aliased(run.group, "champion") : await store.show(name);
    if (rival === null) return { why: `${run.group} has no champion yet, so there is nothing to beat.`, passes: true };
    if (rival.id === run.id) return { why: `${run.name} is the ${name === "champion" ? "champion" : "run"} itself.`, passes: true };
    return await rivalOnRows(rival, job);
  } catch (error) {
    if (signal.aborted) throw cancelled();
    return { why: `${name} could not be judged on these rows: ${factsOf(error).message}`, passes: false };
  }
}

/** The rival's model on the same rows. */
async function rivalOnRows(rival: Run, job: GatesToJudge): Promise<Rival> {
  const { engine, folder, run, experiment, source, split, evaluation, signal } = job;
  return withModel(engine, folder, rival.id, async (context) => {
    const { task, target } = context.experiment;
    const name = rival.name;
    if (task !== experiment.task || target !== experiment.target)
      return { why: `${name} cannot be compared: it predicts ${target ?? "nothing"} (${task}).`, passes: false };
    const judged = { run: rival.id, artifacts: context.artifacts, experiment: context.experiment, scripts: context.scripts };
    const on = { source, on: evaluation.on, backend: "auto" as const, ...(split && { split }) };
    const { metrics } = await withWorker(engine, { name: `worker ${name}` }, signal, ({ client }) =>
      client.request("worker/evaluate", { ...judged, ...on }, { signal }),
    );
    const sameRows =
      rival.data?.sha256 === run.data?.sha256 && JSON.stringify(context.experiment.split) === JSON.stringify(experiment.split);
    if (split === undefined || sameRows) return { name, metrics };
    return { name, metrics, caveat: `Its data or its split were others, so ${name} may have learnt from some of them.` };
  });
}
