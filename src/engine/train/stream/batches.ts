import type { LabelledRows } from "../../model/algorithm.ts";
import { type Batch, inOrder } from "../batch.ts";
import { type BatchSource, spansOf } from "../batches.ts";
import { randomFrom, shuffle } from "../random.ts";
import { joinRows } from "./join.ts";
import type { PreparedStream } from "./prepared.ts";

interface StreamOptions<X> {
  size: number;
  /** Null: in the order of the file. */
  shuffleBy: number | null;
  /** Rows of several chunks as one. */
  join(parts: X[]): X;
  /** Makes batches of rows that are in memory. */
  open(rows: LabelledRows<X>): Opened;
}

/** Rows in memory, to make batches of. */
interface Opened {
  /** The rows `order[from..to)`; `index`: the first batch of an epoch (from 0) that they are. */
  batch(order: Int32Array, from: number, to: number, at: { epoch: number; index: number }): Batch | Promise<Batch>;
  largest?: (() => { name: string; value: number }) | undefined;
}

/** Chunks that are in memory together. */
interface Pool {
  chunks: number[];
  rows: number;
}

/** More pools than an epoch has. */
const POOLS = 2 ** 12;

/**
 * Batches of rows that are read again in every epoch: its chunks in an order of its own, some of them in memory at a time,
 * and their rows in an order of their own. The next ones are read while the rows before them are learnt from.
 */
export function streamedBatches<X>(stream: PreparedStream<X>, { size, shuffleBy, join, open }: StreamOptions<X>): BatchSource {
  let largest = { name: "", value: 0 };
  const load = async ({ chunks }: Pool): Promise<Opened> => {
    const parts: LabelledRows<X>[] = [];
    for (const chunk of chunks) parts.push(await stream.read(chunk));
    const opened = open(joinRows(parts, join));
    const found = opened.largest?.();
    if (found && found.value > largest.value) largest = found;
    return opened;
  };
  return {
    batches: Math.ceil(stream.rows / size),
    async *epoch(epoch, from, together) {
      const order = inOrder(stream.counts.length);
      if (shuffleBy !== null) shuffle(order, randomFrom(shuffleBy, "shuffle", epoch));
      const pools = poolsOf(order, stream);
      let skipped = from;
      let ahead: Promise<Opened> | undefined;
      let index = 0;
      try {
        for (const [i, pool] of pools.entries()) {
          const batches = Math.ceil(pool.rows / size);
          const first = index;
          index += batches;
          if (skipped >= batches) {
            skipped -= batches;
            continue;
          }
          const rows = await (ahead ?? load(pool));
          ahead = pools[i + 1] && load(pools[i + 1] as Pool);
          ahead?.catch(() => undefined);
          const places = inOrder(pool.rows);
          if (shuffleBy !== null) shuffle(places, randomFrom(shuffleBy, "pool", epoch * POOLS + i));
          for (const [begin, end] of spansOf(pool.rows, size, skipped, together))
            yield rows.batch(places, begin, end, { epoch, index: first + begin / size });
          skipped = 0;
        }
      } finally {
        await ahead?.catch(() => undefined);
      }
    },
    largest: () => largest,
  };
}

function poolsOf(order: Int32Array, { counts, atOnce }: Pick<PreparedStream, "counts" | "atOnce">): Pool[] {
  const pools: Pool[] = [];
  for (const chunk of order) {
    const rows = counts[chunk] as number;
    if (rows === 0) continue;
    const last = pools.at(-1);
    if (last && last.rows + rows <= atOnce) {
      last.chunks.push(chunk);
      last.rows += rows;
    } else pools.push({ chunks: [chunk], rows });
  }
  return pools;
}
