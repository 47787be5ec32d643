import { copyFile, readFile, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Experiment } from "../../protocol/experiment.ts";
import { CHECKPOINT, JOURNAL } from "../../protocol/journal.ts";
import { unitOf } from "../../protocol/progress.ts";
import { isResumable } from "../../protocol/resumable.ts";
import type { ResumeQuery, Run, RunStarted } from "../../protocol/run.ts";
import { TrainyardError } from "../../shared/errors.ts";
import { plural } from "../../shared/format.ts";
import { allThreads } from "../backend/threads.ts";
import type { Engine } from "../engine.ts";
import { readExperimentFile } from "../experiment/saved.ts";
import type { LiveRun, Store } from "../store/store.ts";
import { checkpointEpoch } from "../train/checkpoint/directory.ts";
import { newRun } from "./describe.ts";
import { codeHasChanged, dataHaveChanged, nothingToResume, notResumable } from "./errors.ts";
import { executeExperiment } from "./experiment.ts";
import { dataOf } from "./model.ts";
import { beginLive } from "./start.ts";

/** An earlier run that another one goes on with. */
export interface Resumed {
  run: Run;
  store: Store;
  /** Data file: the very bytes the run learnt from. */
  data: string;
  /** Directory with its checkpoint, brought out of git. */
  checkpoint: string;
}

const DYING_TRIES = 5;
const DYING_MS = 300;

/** Starts a new run that goes on where another one was broken off: the same experiment, the same data, the same end. */
export async function resumeRun(engine: Engine, folder: string, { run: name, ...asked }: ResumeQuery): Promise<RunStarted> {
  const store = await engine.stores.get(folder);
  const state = await store.checkWritable();
  const run = await endedRun(engine, store, name);
  if (!isResumable(run)) throw notResumable(run);
  const file = resolve(store.root, run.code.file);
  const begun: Run = {
    ...newRun({ file, ...asked }, "experiment", file, state),
    resumedFrom: run.id,
    command: ["trainyard", "train", "--resume", run.name, ...askedFor(asked)],
  };
  return beginLive(engine, folder, begun, (live) =>
    engine.temp.use(async (temp) => {
      const checkpoint = join(temp, "checkpoint");
      const experiment = await experimentOf(store, run, checkpoint);
      await checkCode(store, run, experiment, temp);
      const data = await dataOf(store, run, temp).catch((error: unknown) => {
        throw TrainyardError.is(error, "data-changed") ? dataHaveChanged(run) : error;
      });
      const backend = asked.backend ?? run.backend?.name ?? "auto";
      const threads = asked.threads ?? threadsOf(run);
      return executeExperiment({
        engine,
        folder,
        store,
        live,
        run: begun,
        loaded: { experiment, file, directory: dirname(file), warnings: [] },
        query: { file, backend, ...(threads && { threads }), ...(run.sample && { sample: run.sample }) },
        resumed: { run, store, data, checkpoint },
      });
    }),
  );
}

const askedFor = ({ backend, threads }: Omit<ResumeQuery, "run">): string[] => [
  ...(backend ? ["--backend", backend] : []),
  ...(threads ? ["--threads", String(threads)] : []),
];

/** What it computed with; runs from before it was kept took all. */
const threadsOf = ({ backend }: Run): number | undefined => backend?.threads ?? (backend?.name === "tensorflow" ? allThreads() : undefined);

/** Puts the checkpoint and the curve so far into the new run's directory; gives what its reader must know. */
export async function takeOver({ run, checkpoint, store }: Resumed, { model }: Experiment, kept: LiveRun): Promise<string[]> {
  const state = join(checkpoint, CHECKPOINT.state);
  const directory = join(kept.directory, CHECKPOINT.directory);
  await copyFile(join(checkpoint, CHECKPOINT.rows), join(directory, CHECKPOINT.rows)).catch(() => undefined);
  if (!(await stat(state).catch(() => null))) return [`${run.name} had no checkpoint yet: the training began anew.`];
  await copyFile(state, join(directory, CHECKPOINT.state));
  const epoch = await checkpointEpoch(state);
  const lines = (await store.metricLines(run.id)).filter(({ key, step }) => step <= epoch && !isFold(key));
  await writeFile(join(kept.directory, JOURNAL.metrics), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  return [`Resumed from ${run.name} after ${plural(epoch, unitOf(model.algorithm))}.`];
}

/** Folds are trained after the model, and anew. */
const isFold = (key: string): boolean => /^fold_\d+\//.test(key);

/** A process that was killed a moment ago takes a moment to be gone: until then its run counts as running. */
async function endedRun(engine: Engine, store: Store, name: string): Promise<Run> {
  for (let tries = 0; ; tries += 1) {
    const run = await store.show(name);
    if (run.status !== "RUNNING" || engine.live.get(run.id) || tries === DYING_TRIES) return run;
    await setTimeout(DYING_MS);
    await store.recover();
  }
}

async function experimentOf(store: Store, run: Run, checkpoint: string): Promise<Experiment> {
  try {
    await store.extractCheckpoint(run.id, checkpoint);
  } catch (error) {
    throw TrainyardError.is(error, "artifact-missing") ? nothingToResume(run) : error;
  }
  return readExperimentFile(join(checkpoint, CHECKPOINT.experiment), run.name);
}

/** A recipe's own steps and a network of the user's own have to be what they were. */
async function checkCode(store: Store, run: Run, { recipe, model }: Experiment, temp: string): Promise<void> {
  const files = [...recipe, model].flatMap((one) => ("file" in one && typeof one.file === "string" ? [one.file] : []));
  for (const [i, file] of files.entries()) {
    const path = join(dirname(run.code.file), file).replaceAll("\\", "/");
    const directory = join(temp, `code-${i}`);
    const kept = await store.extractSource(run.id, directory, path).catch(() => []);
    if (kept.length === 0) continue;
    const here = resolve(store.root, path);
    const [before, now] = await Promise.all([join(directory, path), here].map((one) => readFile(one).catch(() => null)));
    if (before && !now?.equals(before)) throw codeHasChanged(run, basename(file), here);
  }
}
