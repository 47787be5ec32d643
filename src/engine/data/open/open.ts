import { rm } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { Experiment } from "../../../protocol/experiment.ts";
import { readingOf } from "../../../protocol/reading.ts";
import type { RowsOf } from "../../../protocol/rows.ts";
import type { Engine } from "../../engine.ts";
import { isExperimentFile, loadExperiment } from "../../experiment/load.ts";
import { fileOfRevision } from "../../store/files/revision.ts";
import { isGlob } from "../ingest/glob.ts";
import { ingest } from "../ingest/ingest.ts";
import { prepareSource, type SourceOptions } from "../source.ts";
import { revisionUnfit } from "./errors.ts";
import { freshnessOf, nameOf } from "./fresh.ts";
import { OpenedData, type OpenedFacts } from "./opened.ts";
import type { Make, Waiting } from "./shared.ts";

/** What is read, without which of its rows. */
export type DataOf = Omit<RowsOf, "split">;
type Opening = Pick<Engine, "data" | "temp">;

/**
 * Lends opened data to `work`. A file is read once for as long as it does not change, whoever asks and how many do; what
 * was read goes when other data need its place, or when the engine ends.
 */
export async function withData<R>(
  engine: Opening,
  folder: string,
  of: DataOf,
  work: (opened: OpenedData) => Promise<R>,
  waiting: Waiting = {},
): Promise<R> {
  const file = resolve(folder, of.file);
  const whole = await (of.revision === undefined ? openNow : openRevision)(engine, folder, file, of);
  const { key, make } = of.sample === undefined || isExperimentFile(file) ? whole : drawnFrom(engine, whole, of.sample, of.seed ?? 0);
  return engine.data.use(key, make, work, waiting);
}

/** Reads a file of an experiment's data once, whoever else looks at it. */
export const readOnce =
  (engine: Opening, folder: string, experiment: Experiment, signal: AbortSignal): NonNullable<SourceOptions["read"]> =>
  (file, database, progress) =>
    withData(engine, folder, { ...readingOf(experiment), file }, (opened) => opened.copyTo(database, signal), { signal, progress });

/** What an experiment says of its rows and their splits, and nothing else: the same text is the same rows. */
export function rowsKeyOf(experiment: Experiment): string {
  const { model: _, training: __, recipe: ___, ...rows } = experiment;
  return JSON.stringify(rows);
}

interface Source {
  key: string;
  make: Make<OpenedData>;
}

/** A sample of what is read whole first: to find the rows to draw takes reading them all, and others may look at them too. */
const drawnFrom = (engine: Opening, whole: Source, count: number, seed: number): Source => ({
  key: JSON.stringify(["sample", count, seed, whole.key]),
  make: (signal, progress) =>
    engine.data.use(
      whole.key,
      whole.make,
      (opened) =>
        inDirectory(engine, async (directory) => [
          { ...opened.facts, ingested: await opened.copyTo(join(directory, "data.duckdb"), signal, { count, seed }) },
          opened.isFresh,
        ]),
      { signal, progress },
    ),
});

async function openNow(engine: Opening, folder: string, file: string, of: DataOf): Promise<Source> {
  if (isExperimentFile(file)) return openExperiment(engine, folder, file);
  const reading = readingOf(of);
  return {
    key: JSON.stringify(["file", await nameOf(file), reading]),
    make: (signal, progress) =>
      inDirectory(engine, async (directory) => {
        const ingested = await ingest(file, { ...reading, folder, database: join(directory, "data.duckdb"), signal, progress });
        return [{ file, ingested, splits: null, notes: ingested.notes }, await freshnessOf(file, ingested.files)];
      }),
  };
}

async function openRevision(engine: Opening, _: string, file: string, of: DataOf): Promise<Source> {
  const revision = of.revision as string;
  if (isExperimentFile(file)) throw revisionUnfit(file, "it is an experiment, whose data are another file");
  if (isGlob(basename(file))) throw revisionUnfit(file, "it stands for several files");
  if (file.toLowerCase().endsWith(".sql")) throw revisionUnfit(file, "it is a query over other files");
  const { oid, write } = await fileOfRevision(file, revision);
  const reading = readingOf(of);
  return {
    key: JSON.stringify(["blob", oid, basename(file), reading]),
    make: (signal, progress) =>
      inDirectory(engine, async (directory) => {
        const copy = join(directory, basename(file));
        await write(copy);
        const ingested = await ingest(copy, { ...reading, database: join(directory, "data.duckdb"), signal, progress });
        await rm(copy, { force: true });
        return [{ file: `${file}@${revision}`, ingested, splits: null, notes: ingested.notes }, async () => true];
      }),
  };
}

async function openExperiment(engine: Opening, folder: string, file: string): Promise<Source> {
  const { experiment, directory: beside } = await loadExperiment(folder, file);
  return {
    key: JSON.stringify(["experiment", file, rowsKeyOf(experiment)]),
    make: (signal, progress) =>
      inDirectory(engine, async (directory) => {
        const read = readOnce(engine, folder, experiment, signal);
        const prepared = await prepareSource({ experiment, directory: beside, tempDirectory: directory, signal, progress, read });
        const { ingested, notes } = prepared;
        return [{ file, ingested, splits: prepared.data.splits ?? null, notes }, await freshnessOf(prepared.data.path, ingested.files)];
      }),
  };
}

/** What data are opened from in a directory of their own, which is gone when that fails. */
async function inDirectory(
  engine: Opening,
  work: (directory: string) => Promise<[OpenedFacts, isFresh: () => Promise<boolean>]>,
): Promise<OpenedData> {
  const directory = await engine.temp.make();
  try {
    const [facts, isFresh] = await work(directory);
    return await OpenedData.open(facts, directory, isFresh);
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}
