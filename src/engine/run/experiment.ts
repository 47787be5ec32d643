import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Profile } from "../../protocol/profile.ts";
import { unitOf } from "../../protocol/progress.ts";
import { readingOf } from "../../protocol/reading.ts";
import type { Run, TrainQuery } from "../../protocol/run.ts";
import type { TrainOutcome } from "../../protocol/worker.ts";
import { prepareSource } from "../data/source.ts";
import type { Engine } from "../engine.ts";
import type { LoadedExperiment } from "../experiment/load.ts";
import { profileFile } from "../profile.ts";
import type { LiveRun, Store } from "../store/store.ts";
import { epochsOf } from "../train/epochs.ts";
import { paramsOf } from "../train/params.ts";
import { ARTIFACTS } from "./artifacts.ts";
import { storedPath } from "./describe.ts";
import { endOf, finishRun } from "./finish.ts";
import { type Followed, followWorker } from "./follow.ts";
import type { Live } from "./live.ts";
import { withWorker } from "./worker.ts";

export interface ExperimentExecution {
  engine: Engine;
  folder: string;
  store: Store;
  live: Live;
  run: Run;
  loaded: LoadedExperiment;
  query: TrainQuery;
}

/** One run of an experiment, from the data file to the commit. Nothing is kept of a run whose data could not be read. */
export async function executeExperiment({ engine, folder, store, live, run, loaded, query }: ExperimentExecution): Promise<Run> {
  const experiment = withSeed(loaded.experiment, query.seed);
  return engine.temp.use(async (temp) => {
    live.update({
      phase: "reading data",
      unit: unitOf(experiment.model.algorithm),
      epochs: epochsOf(experiment),
      run: { params: paramsOf(experiment) },
    });
    const { source, data, notes } = await prepareSource({
      experiment,
      directory: loaded.directory,
      folder,
      tempDirectory: temp,
      signal: live.signal,
      progress: (_fraction, phase) => live.update({ phase }),
      checked: true,
    });
    const dataFile = data.path;
    const begun: Run = {
      ...run,
      seed: experiment.training.seed,
      data: {
        ...data,
        path: storedPath(store.root, dataFile),
        ...(data.files && { files: data.files.map((one) => ({ ...one, path: storedPath(store.root, one.path) })) }),
      },
      notes: [...notes, ...loaded.warnings.map(({ message }) => message)],
    };
    const kept = await store.begin(begun);
    live.update({
      phase: "starting",
      run: { data: begun.data && { path: begun.data.path, sha256: begun.data.sha256 }, code: kept.run.code },
    });
    const { target } = experiment;
    const subject = { file: dataFile, ...(target !== undefined && { target }), ...readingOf(experiment) };
    const profile = profileFile(engine, folder, subject, live.signal).catch(() => null);
    let followed: Followed = { backend: null };
    let end: Partial<Run>;
    try {
      const outcome = await withWorker(engine, { name: `worker ${run.name}` }, live.signal, (worker) => {
        followed = followWorker(worker.client, live, kept.directory);
        return worker.client.request(
          "worker/train",
          { run: run.id, experiment, source, directory: kept.directory, scripts: loaded.directory, backend: query.backend ?? "auto" },
          { signal: live.signal },
        );
      });
      live.update({ phase: "saving" });
      await writeArtifacts(kept, outcome, await profile, experiment);
      end = endOfTraining(outcome);
    } catch (error) {
      end = { ...endOf(error, live.signal), backend: followed.backend };
      await profile;
    }
    return finishRun(engine, kept, { ...kept.run, ...end, notes: [...kept.run.notes, ...(end.notes ?? [])] });
  });
}

const withSeed = (experiment: LoadedExperiment["experiment"], seed: number | undefined) =>
  seed === undefined ? experiment : { ...experiment, training: { ...experiment.training, seed } };

const endOfTraining = ({ backend, params, scores, stopped, error, notes }: TrainOutcome): Partial<Run> => ({
  status: error ? "FAILED" : stopped ? "KILLED" : "FINISHED",
  error,
  backend,
  params,
  scores,
  notes,
});

async function writeArtifacts(
  kept: LiveRun,
  outcome: TrainOutcome,
  profile: Profile | null,
  experiment: LoadedExperiment["experiment"],
): Promise<void> {
  const write = (name: string, value: unknown) => writeFile(join(kept.directory, "artifacts", name), `${JSON.stringify(value, null, 2)}\n`);
  await write(ARTIFACTS.experiment, experiment);
  await write(ARTIFACTS.evaluation, outcome.evaluation);
  if (outcome.explanation) await write(ARTIFACTS.explanation, outcome.explanation);
  if (profile) await write(ARTIFACTS.profile, { ...profile, file: kept.run.data?.path ?? profile.file });
}
