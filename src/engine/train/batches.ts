import type { TF } from "../backend/tf.ts";
import { type Batch, disposeBatch, type Examples, inOrder, makeBatch, targetsAt } from "./batch.ts";
import { randomFrom, shuffle } from "./random.ts";

/** Rows to learn from, batch by batch. What an epoch's batches are depends on its number alone, not on what came before. */
export interface BatchSource {
  /** Batches of an epoch. */
  batches: number;
  /**
   * Those of an epoch (from 0), from one of them on; the caller disposes of each. `together`: so many whole ones may come as one batch, asked
   * before each; absent: one.
   */
  epoch(epoch: number, from: number, together?: () => number): AsyncIterable<Batch>;
  /** The feature with the largest value, where they have names. */
  largest?: (() => { name: string; value: number }) | undefined;
  dispose?(): void;
}

interface BatchOptions {
  size: number;
  /** Null: in the order of the rows. */
  shuffleBy: number | null;
}

/** Bytes that are held beside the rows themselves, so that batches which come together are taken out of them by index. */
const MOST_HELD = 256 * 2 ** 20;

/** Makes the batches of rows when they are asked for; a source is one already. */
export function batchesOf(tf: TF, rows: Examples | BatchSource, { size, shuffleBy }: BatchOptions): BatchSource {
  if ("epoch" in rows) return rows;
  const { x, y } = rows;
  const holds = x.bytes !== undefined && x.bytes <= MOST_HELD;
  let held: Batch | undefined;
  return {
    batches: Math.ceil(x.rows / size),
    async *epoch(epoch, from, together) {
      const order = inOrder(x.rows);
      if (shuffleBy !== null) shuffle(order, randomFrom(shuffleBy, "shuffle", epoch));
      for (const [begin, end] of spansOf(order.length, size, from, together)) {
        if (holds && end - begin > size) held ??= await makeBatch(tf, rows, inOrder(x.rows), 0, x.rows);
        if (!held) yield makeBatch(tf, rows, order, begin, end);
        else {
          const at = order.slice(begin, end);
          yield { ...held, at, targets: targetsAt(y, at) };
        }
      }
    },
    largest: x.largest,
    dispose() {
      if (held) disposeBatch(held);
      held = undefined;
    },
  };
}

/** Where batches begin and end that come together: a last, smaller one comes by itself. */
export function* spansOf(
  rows: number,
  size: number,
  from: number,
  together: () => number = () => 1,
): Generator<[begin: number, end: number]> {
  const whole = Math.floor(rows / size);
  for (let batch = from; batch * size < rows; ) {
    const count = Math.max(1, Math.min(together(), whole - batch));
    yield [batch * size, Math.min((batch + count) * size, rows)];
    batch += count;
  }
}
