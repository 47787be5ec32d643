import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Backend } from "../../protocol/backend.ts";
import { crossValidation } from "../../protocol/cross-validation.schema.ts";
import type { Experiment } from "../../protocol/experiment.ts";
import { CHECKPOINT, Journal } from "../../protocol/journal.ts";
import type { Profile } from "../../protocol/profile.ts";
import { unitOf } from "../../protocol/progress.ts";
import { readingOf } from "../../protocol/reading.ts";
import type { Run, RunData, TrainQuery } from "../../protocol/run.ts";
import type { TrainOutcome } from "../../protocol/worker.ts";
import { inputError } from "../../shared/errors.ts";
import { prepareSource } from "../data/source.ts";
import type { Engine } from "../engine.ts";
import type { LoadedExperiment } from "../experiment/load.ts";
import { checkFolds } from "../experiment/sense-folds.ts";
import { profileFile } from "../profile.ts";
import type { LiveRun, Store } from "../store/store.ts";
import { epochsOf } from "../train/epochs.ts";
import { paramsOf } from "../train/params.ts";
import { ARTIFACTS } from "./artifacts.ts";
import { openToDebugger } from "./debugger.ts";
import { storedPath } from "./describe.ts";
import { findEncoder } from "./encoder.ts";
import { dataHaveChanged } from "./errors.ts";
import { endOf, finishRun } from "./finish.ts";
import { type Followed, followWorker } from "./follow.ts";
import { judgeGates } from "./gates.ts";
import type { Live } from "./live.ts";
import { type Resumed, takeOver } from "./resume.ts";
import { withWorker } from "./worker.ts";

export interface ExperimentExecution {
  engine: Engine;
  folder: string;
  store: Store;
  live: Live;
  run: Run;
  loaded: LoadedExperiment;
  query: TrainQuery;
  /** What it goes on with. */
  resumed?: Resumed;
}

/** One run of an experiment, from the data file to the commit. Nothing is kept of a run whose data could not be read. */
export async function executeExperiment({ engine, folder, store, live, run, loaded, query, resumed }: ExperimentExecution): Promise<Run> {
  const experiment = asAsked(loaded.experiment, query);
  return engine.temp.use(async (temp) => {
    live.update({
      phase: "reading data",
      unit: unitOf(experiment.model.algorithm),
      epochs: epochsOf(experiment),
      run: { params: { ...paramsOf(experiment), ...(query.sample !== undefined && { sample: query.sample }) } },
    });
    const { source, data, notes } = await prepareSource({
      experiment: resumed ? { ...experiment, data: resumed.data } : experiment,
      directory: resumed ? dirname(resumed.data) : loaded.directory,
      folder,
      tempDirectory: temp,
      sample: query.sample,
      signal: live.signal,
      progress: (_fraction, phase) => live.update({ phase }),
      checked: true,
    });
    if (resumed && data.sha256 !== resumed.run.data?.sha256) throw dataHaveChanged(resumed.run);
    const dataFile = data.path;
    const begun: Run = {
      ...run,
      seed: experiment.training.seed,
      data: resumed?.run.data ?? storedData(store.root, data),
      ...(query.sample !== undefined && { sample: query.sample }),
      notes: [...notes, ...loaded.warnings.map(({ message }) => message)],
    };
    const encoder = await findEncoder(store, experiment, { directory: loaded.directory, temp, earlier: resumed?.run });
    if (encoder) {
      begun.encoder = encoder.origin;
      begun.notes.push(...encoder.notes);
    }
    const kept = await store.begin(begun);
    await keepExperiment(kept, experiment);
    const asked = query.sample === undefined ? {} : { sample: query.sample };
    logParams(kept, asked);
    const taken = resumed ? await takeOver(resumed, experiment, kept) : [];
    live.update({
      phase: "starting",
      run: { data: begun.data && { path: begun.data.path, sha256: begun.data.sha256 }, code: kept.run.code },
    });
    const { target } = experiment;
    const subject = { file: dataFile, ...(target !== undefined && { target }), ...readingOf(experiment) };
    const profile = profileFile(engine, folder, subject, live.signal).catch(() => null);
    let followed: Followed = { backend: null };
    let saved = Promise.resolve();
    let end: Partial<Run>;
    try {
      const outcome = await withWorker(engine, { name: `worker ${run.name}` }, live.signal, async (worker) => {
        followed = followWorker(worker.client, live, kept.directory, (backend) => {
          saved = keepBackend(kept, backend);
        });
        await openToDebugger(worker, query, live);
        const { threads } = query;
        const job = { run: run.id, experiment, source, directory: kept.directory, scripts: loaded.directory };
        return worker.client.request(
          "worker/train",
          {
            ...job,
            ...(encoder && { encoder: encoder.artifacts }),
            backend: query.backend ?? "auto",
            ...(threads && { threads }),
            ...(query.debug && { debug: true }),
          },
          { signal: live.signal },
        );
      });
      end = endOfTraining(outcome);
      if (end.status === "FINISHED") {
        if (experiment.gates.length > 0) live.update({ phase: "judging the gates" });
        const { evaluation } = outcome;
        const whole = { ...kept.run, ...end };
        const gates = await judgeGates({
          engine,
          folder,
          store,
          run: whole,
          experiment,
          evaluation,
          source,
          split: "test",
          signal: live.signal,
        });
        if (gates) end = { ...end, gates };
      }
      live.update({ phase: "saving" });
      await writeArtifacts(kept, outcome, await profile, experiment);
    } catch (error) {
      end = { ...endOf(error, live.signal), backend: followed.backend };
      await profile;
    }
    await saved;
    return finishRun(engine, kept, { ...kept.run, ...end, notes: [...kept.run.notes, ...taken, ...(end.notes ?? [])] });
  });
}

const storedData = (root: string, data: RunData): RunData => ({
  ...data,
  path: storedPath(root, data.path),
  ...(data.files && { files: data.files.map((one) => ({ ...one, path: storedPath(root, one.path) })) }),
});

/** Beside the checkpoints: a run that is broken off has no artifacts yet. */
async function keepExperiment({ directory }: LiveRun, experiment: Experiment): Promise<void> {
  await mkdir(join(directory, CHECKPOINT.directory), { recursive: true });
  await writeFile(join(directory, CHECKPOINT.directory, CHECKPOINT.experiment), `${JSON.stringify(experiment, null, 2)}\n`);
}

/** A run that dies is to be resumed on the backend it had. */
const keepBackend = (kept: LiveRun, backend: Backend): Promise<void> => kept.save({ ...kept.run, backend }).catch(() => undefined);

function logParams({ directory }: LiveRun, params: Run["params"]): void {
  const journal = new Journal(directory);
  journal.params(params);
  journal.close();
}

/** The experiment with what the query asks for in place of its own. */
function asAsked(experiment: Experiment, { seed, folds, compile }: TrainQuery): Experiment {
  const training = { ...experiment.training, ...(seed !== undefined && { seed }), ...(compile !== undefined && { compile }) };
  const seeded = { ...experiment, training };
  if (folds === undefined) return seeded;
  const asked = { ...seeded, crossValidation: crossValidation.parse({ ...experiment.crossValidation, folds }) };
  const wrong = checkFolds(asked).find(({ severity }) => severity === "error");
  if (wrong) throw inputError({ ...wrong, place: { field: "crossValidation" } });
  return asked;
}

const endOfTraining = ({ backend, params, scores, crossValidation: folds, stopped, error, notes }: TrainOutcome): Partial<Run> => ({
  status: error ? "FAILED" : stopped ? "KILLED" : "FINISHED",
  error,
  backend,
  params,
  scores,
  ...(folds && { crossValidation: folds }),
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
  if (outcome.crossValidation) await write(ARTIFACTS.crossValidation, outcome.crossValidation);
  if (outcome.explanation) await write(ARTIFACTS.explanation, outcome.explanation);
  if (profile) await write(ARTIFACTS.profile, { ...profile, file: kept.run.data?.path ?? profile.file });
}
