import type { Experiment } from "../../protocol/experiment.ts";
import type { Frame } from "../data/column.ts";
import type { SourceReader } from "../data/read.ts";
import { experimentRows } from "../worker/rows.ts";

/** More training rows, or more cells, than this are drawn from: a preview has to answer while one types. */
const MOST_ROWS = 50_000;
const MOST_CELLS = 2_000_000;
const LEAST_ROWS = 1_000;

/** Training rows to preview a recipe on. */
export interface TrainingSample {
  frame: Frame;
  /** For each row its number in the data, from 1. */
  numbers: Float64Array;
  /** Training rows there are. */
  of: number;
  booleans: ReadonlySet<string>;
}

/** All training rows, or a sample drawn by a fixed seed where they are many. */
export async function readSample(reader: SourceReader, experiment: Experiment, mostRows = MOST_ROWS): Promise<TrainingSample> {
  const most = Math.min(mostRows, Math.max(LEAST_ROWS, Math.floor(MOST_CELLS / Math.max(1, reader.columns.length))));
  const { booleans, read, numbers } = experimentRows(reader, experiment);
  return { frame: await read("train", most), numbers: await numbers("train", most), of: reader.splits?.train ?? reader.rows, booleans };
}
