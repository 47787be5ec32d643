import { writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { EvaluateQuery, Evaluation, PredictOutcome, PredictQuery } from "../../protocol/evaluation.ts";
import type { Experiment } from "../../protocol/experiment.ts";
import { type DataFile, readingOf } from "../../protocol/reading.ts";
import type { Run } from "../../protocol/run.ts";
import type { DataSource, ModelJob } from "../../protocol/worker.ts";
import { inputError } from "../../shared/errors.ts";
import { type IngestOptions, ingest } from "../data/ingest/ingest.ts";
import { prepareSource, rejectedNote } from "../data/source.ts";
import type { Engine } from "../engine.ts";
import { readExperimentFile } from "../experiment/saved.ts";
import { noForecaster } from "../forecast/errors.ts";
import { futureRows } from "../forecast/future.ts";
import { hashFile } from "../sha256.ts";
import type { Store } from "../store/store.ts";
import { ARTIFACTS } from "./artifacts.ts";
import { judgeGates } from "./gates.ts";
import { withWorker } from "./worker.ts";

/** Evaluates a run's model on a file, or again on the test split it was held out from. */
export function evaluateRun(
  engine: Engine,
  folder: string,
  { run: name, file, gates = false, ...reading }: EvaluateQuery,
  signal: AbortSignal,
): Promise<Evaluation> {
  return withModel(engine, folder, name, async ({ store, run, experiment, artifacts, scripts, temp }) => {
    const judged = async (evaluation: Evaluation, rows: { source: DataSource; split?: "test" }): Promise<Evaluation> =>
      gates
        ? { ...evaluation, gates: (await judgeGates({ engine, folder, store, run, experiment, evaluation, ...rows, signal })) ?? [] }
        : evaluation;
    const job: Omit<ModelJob, "source"> = { run: run.id, artifacts, experiment, scripts, on: "test", backend: "auto" };
    if (file !== undefined) {
      const path = resolve(folder, file);
      const { source, notes } = await readSource(path, temp, { ...reading, folder, signal });
      const evaluation = await evaluate(engine, { ...job, source, on: { file } }, run, signal);
      return judged(notes.length > 0 ? { ...evaluation, notes } : evaluation, { source });
    }
    const source = await ownSource({ store, run, experiment, temp, folder, signal });
    return judged(await evaluate(engine, { ...job, source, split: "test" }, run, signal), { source, split: "test" });
  });
}

/** Writes a file's rows with a run's predictions beside them. */
export function predictWithRun(engine: Engine, folder: string, query: PredictQuery, signal: AbortSignal): Promise<PredictOutcome> {
  return withModel(engine, folder, query.run, async ({ run, experiment, artifacts, scripts, temp }) => {
    const file =
      query.file === undefined ? await writeFuture(experiment, artifacts, temp, query.horizon ?? 1) : resolve(folder, query.file);
    const out = resolve(folder, query.out);
    const { source, notes } = await readSource(file, temp, { ...readingOf(query), folder, signal });
    const job = { run: run.id, artifacts, experiment, scripts, source, on: { file: query.file ?? "" }, backend: "auto" as const, out };
    const done = await withWorker(engine, { name: `worker ${run.name}` }, signal, ({ client }) =>
      client.request("worker/predict", job, { signal }),
    );
    return { out, ...done, notes };
  });
}

/** The next rows of every series, as a file. */
async function writeFuture({ model }: Experiment, artifacts: string, temp: string, horizon: number): Promise<string> {
  if (model.algorithm !== "forecaster") throw noForecaster();
  const file = join(temp, "future.csv");
  await writeFile(file, await futureRows(artifacts, horizon));
  return file;
}

const evaluate = (engine: Engine, job: Omit<ModelJob, "source"> & { source: DataSource }, run: Run, signal: AbortSignal) =>
  withWorker(engine, { name: `worker ${run.name}` }, signal, ({ client }) => client.request("worker/evaluate", job, { signal }));

export interface ModelContext {
  store: Store;
  run: Run;
  experiment: Experiment;
  artifacts: string;
  /** Where the experiment lies, or lay. */
  scripts: string;
  temp: string;
}

/** Does `work` with a run's model, brought out of git. Throws `run-without-model` where there is none. */
export async function withModel<T>(engine: Engine, folder: string, name: string, work: (context: ModelContext) => Promise<T>): Promise<T> {
  const store = await engine.stores.get(folder);
  const run = await store.show(name);
  if (!run.artifacts.some(({ path }) => path === ARTIFACTS.experiment)) throw noModel(run);
  return engine.temp.use(async (temp) => {
    const artifacts = join(temp, "artifacts");
    await store.extractArtifacts(run.id, artifacts);
    const experiment = await readExperimentFile(join(artifacts, ARTIFACTS.experiment), run.name);
    return work({ store, run, experiment, artifacts, scripts: dirname(resolve(store.root, run.code.file)), temp });
  });
}

/** The data that the run learnt from, with the same splits. Throws `data-changed` where they are no longer there. */
export async function ownSource({
  store,
  run,
  experiment,
  temp,
  folder,
  signal,
}: Pick<ModelContext, "store" | "run" | "experiment" | "temp"> & { folder: string; signal: AbortSignal }): Promise<DataSource> {
  const path = await dataOf(store, run, temp);
  const { source, data } = await prepareSource({
    experiment: { ...experiment, data: path },
    directory: dirname(path),
    sample: run.sample,
    folder,
    tempDirectory: temp,
    signal,
  });
  if (data.sha256 !== run.data?.sha256) throw dataChanged(run, path);
  return source;
}

/** The very bytes the run learnt from: the files as they are if unchanged, else the copies kept with the run. */
export async function dataOf(store: Store, run: Run, temp: string): Promise<string> {
  const data = run.data;
  if (!data) throw noModel(run);
  const files = data.files ?? [data];
  const here = resolve(store.root, data.path);
  if (await areThere(store.root, files)) return here;
  const kept = join(temp, "source");
  for (const { path } of files) await store.extractSource(run.id, kept, path).catch(() => undefined);
  if (await areThere(kept, files)) return join(kept, data.path);
  throw dataChanged(run, here);
}

async function areThere(root: string, files: readonly Pick<DataFile, "path" | "sha256">[]): Promise<boolean> {
  for (const { path, sha256 } of files) {
    const found = await hashFile(resolve(root, path)).catch(() => null);
    if (found?.sha256 !== sha256) return false;
  }
  return true;
}

const dataChanged = (run: Run, file: string) =>
  inputError({
    code: "data-changed",
    message: `${run.data?.path} no longer holds what ${run.name} learnt from, so its test split cannot be drawn again.`,
    remedy: "Name the rows to evaluate on: trainyard evaluate RUN --data FILE",
    place: { file },
  });

/** A file's rows, and what is to be said of how they were read. */
async function readSource(file: string, temp: string, options: Omit<IngestOptions, "database">) {
  const ingested = await ingest(file, { ...options, database: join(temp, "data.duckdb") });
  const { database, rows, notes } = ingested;
  return { source: { database, rows }, notes: [...notes, ...rejectedNote(ingested)] };
}

const noModel = (run: Run) =>
  inputError({
    code: "run-without-model",
    message: `${run.name} has no model to use (it is ${run.status}${run.kind === "script" ? " and a script's" : ""}).`,
    remedy: "Choose a finished run of an experiment; `trainyard runs` lists them.",
  });
