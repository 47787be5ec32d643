import type { Experiment } from "../../protocol/experiment.ts";
import type { SplitName } from "../../protocol/run.ts";
import { excludedColumns } from "../../protocol/split.ts";
import type { DataSource } from "../../protocol/worker.ts";
import type { Column, Frame } from "../data/column.ts";
import { openSource, type RowChunk, type SourceReader } from "../data/read.ts";
import { labelColumn } from "../model/label.ts";
import { columnMissing, inputMissing } from "../recipe/errors.ts";
import type { FittedRecipe } from "../recipe/fitted.ts";

/** Features of an experiment, and its target where it has one, out of a data source. */
export interface ExperimentRows {
  /** Feature columns that hold truth values. */
  booleans: ReadonlySet<string>;
  /** Columns that are read. */
  columns: readonly string[];
  /** `sample`: at most so many rows, drawn by a fixed seed. `chunk`: those of a part of the split. */
  read(split?: SplitName, sample?: number, chunk?: RowChunk): Promise<Frame>;
  /** One column alone, the target or what rows are labelled by. */
  columnOf(name: string, split: SplitName): Promise<Column>;
  /** For each of these rows its number in the file, from 1. */
  numbers(split?: SplitName, sample?: number, chunk?: RowChunk): Promise<Float64Array>;
}

/** Does `work` with a source open; it is closed afterwards, however it went. `memoryLimit`: bytes that DuckDB may take. */
export async function withSource<T>(
  source: DataSource,
  signal: AbortSignal,
  work: (reader: SourceReader) => Promise<T>,
  memoryLimit?: number,
): Promise<T> {
  const reader = await openSource(source, signal, memoryLimit);
  try {
    return await work(reader);
  } finally {
    reader.close();
  }
}

/** The columns that a fitted recipe needs, where there is one; else all that are not excluded. */
export function experimentRows(reader: SourceReader, experiment: Experiment, recipe?: FittedRecipe): ExperimentRows {
  const { target, task } = experiment;
  const excluded = excludedColumns(experiment);
  const names = reader.columns.map(({ name }) => name);
  if (target !== undefined && !names.includes(target)) throw columnMissing(target, names, "target");
  if (recipe) checkInputs(reader, recipe);
  const beside = target ?? labelColumn(experiment.model);
  const needed = recipe && [...recipe.inputs.map(({ name }) => name), ...(beside === undefined ? [] : [beside])];
  const columns = names.filter((name) => (needed ? needed.includes(name) : !excluded.includes(name) || name === beside));
  const truths = reader.columns.filter(({ storage }) => storage === "BOOLEAN").map(({ name }) => name);
  // as labels, so that the classes are called `false` and `true`
  const as = target !== undefined && task !== "regression" && truths.includes(target) ? { [target]: "category" as const } : {};
  return {
    booleans: new Set(truths),
    columns,
    read: (split, sample, chunk) =>
      reader.read({ columns, as, ...(split && { split }), ...(chunk && { chunk }), ...(sample !== undefined && { sample }) }),
    columnOf: async (name, split) => (await reader.read({ columns: [name], as, split })).columns[0] as Column,
    numbers: (split, sample, chunk) => reader.rowNumbers(split, sample, chunk),
  };
}

/** Throws where a column that a fitted recipe needs is not there, and may not be missing. */
export function checkInputs({ columns }: Pick<SourceReader, "columns">, { inputs, lenient }: FittedRecipe): void {
  const names = columns.map(({ name }) => name);
  const missing = lenient?.missingColumn ? undefined : inputs.find(({ name }) => !names.includes(name));
  if (missing) throw inputMissing(missing.name, names);
}
