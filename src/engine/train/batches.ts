import type { TF } from "../backend/tf.ts";
import { type Batch, type Examples, inOrder, makeBatch } from "./batch.ts";
import { randomFrom, shuffle } from "./random.ts";

/** Rows to learn from, batch by batch. What an epoch's batches are depends on its number alone, not on what came before. */
export interface BatchSource {
  /** Batches of an epoch. */
  batches: number;
  /** Those of an epoch (from 0), from one of them on; the caller disposes of each. */
  epoch(epoch: number, from: number): AsyncIterable<Batch>;
  /** The feature with the largest value, where they have names. */
  largest?: (() => { name: string; value: number }) | undefined;
}

interface BatchOptions {
  size: number;
  /** Null: in the order of the rows. */
  shuffleBy: number | null;
}

/** Makes the batches of rows when they are asked for; a source is one already. */
export function batchesOf(tf: TF, rows: Examples | BatchSource, { size, shuffleBy }: BatchOptions): BatchSource {
  if ("epoch" in rows) return rows;
  const batches = Math.ceil(rows.x.rows / size);
  return {
    batches,
    async *epoch(epoch, from) {
      const order = inOrder(rows.x.rows);
      if (shuffleBy !== null) shuffle(order, randomFrom(shuffleBy, "shuffle", epoch));
      for (let batch = from; batch < batches; batch += 1) yield makeBatch(tf, rows, order, batch * size, (batch + 1) * size);
    },
    largest: rows.x.largest,
  };
}
