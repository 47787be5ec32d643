import type { Evaluation } from "../../protocol/evaluation.ts";
import type { Explanation } from "../../protocol/explanation.ts";
import type { Profile } from "../../protocol/profile.ts";
import type { Report, Run } from "../../protocol/run.ts";
import { curveOf } from "../curve/curve.ts";
import type { Engine } from "../engine.ts";
import type { KeptPredictions } from "../evaluate/kept-predictions.ts";
import { verdictOf } from "../report/verdict.ts";
import { type Side, versusBaseline, versusChampion } from "../report/versus.ts";
import type { Store } from "../store/store.ts";
import { ARTIFACTS } from "./artifacts.ts";
import { artifactOf } from "./read-artifact.ts";
import { showRun } from "./runs.ts";

/** All there is to show of one run. */
export async function reportOf(engine: Engine, folder: string, name: string): Promise<Report> {
  const store = await engine.stores.get(folder);
  const run = await showRun(engine, folder, name);
  const curve = await curveOf(store, { runs: [run.id] });
  const own = await sideOf(store, run);
  const champion = run.status === "RUNNING" ? null : await store.aliased(run.group, "champion");
  const rival = champion && champion.id !== run.id ? { ...(await sideOf(store, champion)), run: champion.id, name: champion.name } : null;
  const versus = [versusBaseline(own), rival && versusChampion(own, rival)];
  return {
    title: `${run.name}: ${run.group}`,
    run,
    curve,
    evaluation: own.evaluation,
    profile: await artifactOf<Profile>(store, run, ARTIFACTS.profile),
    explanation: await artifactOf<Explanation>(store, run, ARTIFACTS.explanation),
    verdict: verdictOf(run, curve, own.evaluation?.baseline ?? {}),
    versus: versus.filter((one) => one !== null),
  };
}

async function sideOf(store: Store, run: Run): Promise<Side> {
  return {
    evaluation: await artifactOf<Evaluation>(store, run, ARTIFACTS.evaluation),
    predictions: await artifactOf<KeptPredictions>(store, run, ARTIFACTS.predictions),
  };
}
