import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Experiment } from "../../protocol/experiment.ts";
import { CHECKPOINT } from "../../protocol/journal.ts";
import { SPLITS, type SplitName } from "../../protocol/run.ts";
import type { TrainJob } from "../../protocol/worker.ts";
import { formatBytes, plural } from "../../shared/format.ts";
import type { Column } from "../data/column.ts";
import { openSource, type SourceReader } from "../data/read.ts";
import { segmentColumns } from "../gate/parse.ts";
import { labelColumn } from "../model/label.ts";
import { foldColumns } from "../train/cross-validate/method.ts";
import { memoryLimit } from "../train/stream/memory.ts";
import { planStream, type StreamPlan } from "../train/stream/plan.ts";
import type { RowStream } from "../train/stream/prepared.ts";
import type { TrainOptions } from "../train/train.ts";
import type { FoldRows } from "./cross-validate.ts";
import { type ExperimentRows, experimentRows, withSource } from "./rows.ts";

interface Splits extends Pick<TrainOptions, "booleans" | "rowStream">, Pick<FoldRows, "frames" | "rowNumbers" | "by"> {
  beside: Column[];
  notes: string[];
}

/** Bytes that DuckDB needs to go through a table, and the most that help it. */
const [LEAST_FOR_READING, MOST_FOR_READING] = [64 * 2 ** 20, 512 * 2 ** 20];
/** DuckDB's part of what rows may take. */
const SHARE_FOR_READING = 0.25;

/**
 * Does `work` with the rows of a training's splits: all of them, or, where they do not fit into memory, a part of them
 * and a way to read the rest. Throws `data-exceed-memory` before anything is read that does not fit.
 */
export async function withSplits<T>(job: TrainJob, signal: AbortSignal, work: (splits: Splits) => Promise<T>): Promise<T> {
  const toRead = (limit: number) => Math.min(MOST_FOR_READING, Math.max(LEAST_FOR_READING, limit * SHARE_FOR_READING));
  const first = async (reader: SourceReader) => {
    const rows = experimentRows(reader, job.experiment);
    const plan = await planOf(job, reader, rows);
    return { plan, read: await readSplits(job.experiment, reader, rows, plan) };
  };
  const { plan, read } = await withSource(job.source, signal, first, toRead(memoryLimit(job.experiment.training.memory)));
  if (!plan) return work({ ...read, notes: [] });
  // without the signal: a training that is stopped still has to be evaluated
  const reader = await openSource(job.source, undefined, toRead(plan.limit));
  try {
    const rowStream = await streamOf(plan, job.experiment, reader);
    return await work({ ...read, rowStream, notes: [noteOf(plan, reader.splits as Record<SplitName, number>)] });
  } finally {
    reader.close();
  }
}

/** What was planned is kept beside the checkpoints: a resumed run goes by it, however much memory is free by then. */
async function planOf({ experiment, directory }: TrainJob, reader: SourceReader, rows: ExperimentRows): Promise<StreamPlan | null> {
  const file = join(directory, CHECKPOINT.directory, CHECKPOINT.rows);
  const kept = await readFile(file, "utf8").catch(() => null);
  if (kept !== null) return JSON.parse(kept) as StreamPlan | null;
  const plan = await planStream(experiment, {
    splits: reader.splits ?? { train: reader.rows, validation: 0, test: 0 },
    probe: (count) => rows.read("train", count),
    columns: rows.columns.length,
    texts: reader.columns.some(({ name, kind }) => kind === "text" && rows.columns.includes(name)),
    booleans: rows.booleans,
  });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(plan));
  return plan;
}

async function readSplits(experiment: Experiment, reader: SourceReader, rows: ExperimentRows, plan: StreamPlan | null) {
  const each = async <T>(read: (split: SplitName, sample?: number) => Promise<T>) =>
    Object.fromEntries(await Promise.all(SPLITS.map(async (split) => [split, await read(split, plan?.held[split])]))) as Record<
      SplitName,
      T
    >;
  const frames = await each(rows.read);
  const told = new Set([...experiment.report.groups, ...segmentColumns(experiment)]);
  const beside = [...told].filter((name) => frames.test.columns.every((column) => column.name !== name));
  const part = (split: SplitName) => ({ split, ...(plan && { sample: plan.held[split] }) });
  const cut = experiment.crossValidation ? foldColumns(experiment) : [];
  const by = (split: SplitName) => reader.read({ columns: cut, ...part(split) });
  return {
    frames,
    rowNumbers: await each(rows.numbers),
    booleans: rows.booleans,
    by: [await by("train"), await by("validation")] as const,
    beside: beside.length === 0 ? [] : (await reader.read({ columns: beside, ...part("test") })).columns,
  };
}

async function streamOf(plan: StreamPlan, experiment: Experiment, reader: SourceReader): Promise<RowStream> {
  const rows = experimentRows(reader, experiment);
  const target = experiment.target ?? labelColumn(experiment.model);
  const chunks = await Promise.all(SPLITS.map((split) => reader.chunks(split, plan.chunk)));
  const chunkOf = (split: SplitName, chunk: number) => chunks[SPLITS.indexOf(split)]?.[chunk];
  const [train, validation, test] = chunks.map(({ length }) => length) as [number, number, number];
  return {
    chunks: { train, validation, test },
    atOnce: plan.atOnce,
    target: target === undefined ? null : await rows.columnOf(target, "train"),
    read: (split, chunk) => rows.read(split, undefined, chunkOf(split, chunk)),
    numbers: (split, chunk) => rows.numbers(split, undefined, chunkOf(split, chunk)),
  };
}

function noteOf({ needed, limit, held }: StreamPlan, { train, test }: Record<SplitName, number>): string {
  const some = (count: number, all: number, kind: string) => `${count.toLocaleString("en-US")} of ${plural(all, `${kind} row`)}`;
  return [
    `All rows would take about ${formatBytes(needed)} of memory and may take ${formatBytes(limit)}: they were read from the file in parts, again whenever they were needed.`,
    ...(held.train < train ? [`The recipe was fitted on ${some(held.train, train, "training")}, drawn by a fixed seed.`] : []),
    ...(held.test < test ? [`What explains the model looks at ${some(held.test, test, "test")}.`] : []),
  ].join(" ");
}
