import { join, resolve } from "node:path";
import type { Experiment } from "../../protocol/experiment.ts";
import { readingOf } from "../../protocol/reading.ts";
import type { RunData } from "../../protocol/run.ts";
import { excludedColumns } from "../../protocol/split.ts";
import type { DataSource } from "../../protocol/worker.ts";
import { plural } from "../../shared/format.ts";
import { segmentColumns } from "../gate/parse.ts";
import { Database, numberOf } from "./database.ts";
import { columnMissing, noFeatures } from "./errors.ts";
import { type Ingested, ingest } from "./ingest/ingest.ts";
import { isDate, isNumber, isText } from "./kinds.ts";
import { assignSplits } from "./split/assign.ts";
import { checkContext } from "./split/checks/context.ts";
import { quickFacts } from "./split/checks/quick.ts";
import { sampleSplits } from "./split/sample.ts";
import { batches, ident } from "./sql.ts";
import { checkTarget } from "./target.ts";

export interface SourceOptions {
  /** Checked, with all defaults filled in. */
  experiment: Experiment;
  /** Folder of the experiment file: `data` is relative to it. */
  directory: string;
  /** A query may read files below it, and below its own directory. */
  folder?: string | undefined;
  /** Where the DuckDB file is made; the caller removes it when the run is over. */
  tempDirectory: string;
  /** Puts the data of a file into a DuckDB file, as `ingest` does, which is used where this is absent: for data that were read before. */
  read?: ((file: string, database: string, progress: (fraction: number, phase: string) => void) => Promise<Ingested>) | undefined;
  signal?: AbortSignal | undefined;
  progress?: ((fraction: number, phase: string) => void) | undefined;
  /** Leave all but a part of each split out: `5%`, or a number of rows of all together. */
  sample?: string | undefined;
  /** Look for what is wrong with the split, and say it in the notes. */
  checked?: boolean;
}

export interface PreparedSource {
  source: DataSource;
  /** `path` is absolute here: the caller knows the repository it is in. */
  data: RunData;
  notes: string[];
  ingested: Ingested;
}

/** Reads an experiment's data, checks it against the experiment and splits it; a worker opens the result read-only. */
export async function prepareSource({
  experiment,
  directory,
  folder,
  tempDirectory,
  read,
  signal,
  progress,
  sample,
  checked = false,
}: SourceOptions): Promise<PreparedSource> {
  const file = resolve(directory, experiment.data);
  const path = join(tempDirectory, "data.duckdb");
  const reading = (fraction: number, phase: string) => progress?.(fraction * 0.8, phase);
  const ingested = await (read?.(file, path, reading) ??
    ingest(file, { ...readingOf(experiment), folder, database: path, signal, progress: reading }));
  const { rows, columns } = ingested;
  checkColumns(file, experiment, ingested);
  progress?.(0.8, "splitting");
  const database = await Database.open(path, { signal });
  try {
    const { target, notes } = await checkTarget(database, { file, rows, columns }, experiment);
    const assigned = await assignSplits(database, { file, split: experiment.split, target });
    const { model, split } = experiment;
    const time = model.algorithm === "forecaster" ? model.time : null; // a sample without gaps
    const sampling = { sample, split, target: target.name, time, splits: assigned.splits };
    const { splits, notes: drawn } =
      sample === undefined ? { ...assigned, notes: [] } : await sampleSplits(database, { ...sampling, sample });
    notes.unshift(...ingested.notes);
    notes.push(...assigned.notes, ...drawn);
    notes.push(...rejectedNote(ingested));
    notes.push(...(await infinityNotes(database, columns)));
    if (checked) {
      const facts = await quickFacts(checkContext(database, experiment, { columns, splits }));
      notes.push(...facts.filter(({ severity }) => severity === "warning").map(({ message, remedy }) => `${message} ${remedy}`));
    }
    await database.run("CHECKPOINT");
    progress?.(1, "data ready");
    return { source: { database: path, rows }, data: { ...dataOf(file, ingested), splits }, notes, ingested };
  } finally {
    database.close();
  }
}

/** Says that rows were left out, and where the first of them is; nothing where none was. */
export function rejectedNote({ rejected: { count, first } }: Pick<Ingested, "rejected">): string[] {
  const [one] = first;
  if (!one) return [];
  const where = `line ${one.line}${one.file === undefined ? "" : ` of ${one.file}`}`;
  return [`${plural(count, "row or value", "rows or values")} did not fit or could not be read; the first is in ${where}.`];
}

const LISTED = 20;

/** What a run keeps of its data. */
const dataOf = (file: string, { sha256, rows, columns, files, rejected }: Ingested): Omit<RunData, "splits"> => ({
  path: file,
  sha256,
  rows,
  columns: columns.length,
  ...((files.length > 1 || files[0]?.sha256 !== sha256) && { files }),
  ...(rejected.count > 0 && { rejected: { count: rejected.count, first: rejected.first.slice(0, LISTED) } }),
});

function checkColumns(file: string, experiment: Experiment, { columns }: Ingested): void {
  const { exclude, target, split } = experiment;
  const names = columns.map(({ name }) => name);
  const leftOut = excludedColumns({ exclude, split });
  for (const name of exclude) if (!names.includes(name)) throw columnMissing(name, names, file, "exclude");
  for (const name of segmentColumns(experiment)) if (!names.includes(name)) throw columnMissing(name, names, file, "gates");
  const features = columns.filter(
    ({ name, storage }) => name !== target && !leftOut.includes(name) && (isNumber(storage) || isDate(storage) || isText(storage)),
  );
  if (features.length === 0 && (target === undefined || names.includes(target))) throw noFeatures(file);
}

async function infinityNotes(database: Database, columns: Ingested["columns"]): Promise<string[]> {
  const doubles = columns.filter(({ storage }) => storage === "DOUBLE" || storage === "FLOAT");
  const notes: string[] = [];
  for (const group of batches(doubles, 100)) {
    const row = await database.one(`SELECT ${group.map(({ name }, i) => `count_if(isinf(${ident(name)})) AS c${i}`).join(", ")} FROM data`);
    for (const [i, { name }] of group.entries()) {
      const count = numberOf(row[`c${i}`]);
      if (count > 0) notes.push(`"${name}" holds ${plural(count, "infinite value")}, read as missing.`);
    }
  }
  return notes;
}
