import { SPLITS, type SplitName } from "../../../protocol/run.ts";
import type { Column, Frame } from "../../data/column.ts";
import { namingRows } from "../../recipe/naming-rows.ts";
import { type Learnt, type PreparedRows, prepareRows } from "../prepare.ts";

/** Rows that stay in their file, chunk by chunk. */
export interface RowStream {
  /** Chunks of each split, in the order of the file. */
  chunks: Record<SplitName, number>;
  read(split: SplitName, chunk: number): Promise<Frame>;
  /** For each row of a chunk its number in the file, from 1: for what is wrong with it. */
  numbers(split: SplitName, chunk: number): Promise<ArrayLike<number>>;
  /** Rows that may be in memory to make batches of. */
  atOnce: number;
  /** The target of all training rows, or what anomalies are labelled by; null where there is neither. */
  target: Column | null;
}

/** The rows of one split, prepared whenever they are asked for. */
export interface PreparedStream<X = unknown> {
  /** Rows of each chunk that the recipe leaves. */
  counts: readonly number[];
  rows: number;
  skipped: number;
  atOnce: number;
  read(chunk: number): Promise<PreparedRows & { x: X }>;
}

/** Goes through all rows once, so that what is wrong with them is said before training begins. */
export async function prepareStreams(stream: RowStream, learnt: Learnt): Promise<Record<SplitName, PreparedStream>> {
  const prepared = {} as Record<SplitName, PreparedStream>;
  for (const split of SPLITS) prepared[split] = await prepareStream(stream, split, learnt);
  return prepared;
}

async function prepareStream(stream: RowStream, split: SplitName, learnt: Learnt): Promise<PreparedStream> {
  const read = async (chunk: number) => {
    const frame = await stream.read(split, chunk);
    try {
      return prepareRows(learnt, frame);
    } catch (error) {
      const numbers = await stream.numbers(split, chunk);
      return namingRows(
        (position) => numbers[position] as number,
        () => {
          throw error;
        },
      );
    }
  };
  const counts: number[] = [];
  let skipped = 0;
  for (let chunk = 0; chunk < stream.chunks[split]; chunk += 1) {
    const rows = await read(chunk);
    counts.push(rows.kept.length);
    skipped += rows.skipped;
  }
  return { counts, rows: counts.reduce((sum, count) => sum + count, 0), skipped, atOnce: stream.atOnce, read };
}
