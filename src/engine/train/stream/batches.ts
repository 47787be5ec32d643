import type { TF } from "../../backend/tf.ts";
import type { LabelledRows } from "../../model/algorithm.ts";
import type { Matrix } from "../../recipe/matrix.ts";
import { type Examples, inOrder, makeBatch } from "../batch.ts";
import { type BatchSource, spansOf } from "../batches.ts";
import { randomFrom, shuffle } from "../random.ts";
import type { PreparedStream } from "./prepared.ts";

interface StreamOptions {
  size: number;
  /** Null: in the order of the file. */
  shuffleBy: number | null;
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
export function streamedBatches(
  tf: TF,
  stream: PreparedStream<Matrix>,
  examples: (rows: LabelledRows<Matrix>) => Examples,
  { size, shuffleBy }: StreamOptions,
): BatchSource {
  let largest = { name: "", value: 0 };
  const load = async (pool: Pool): Promise<Examples> => {
    const rows = examples(await readPool(stream, pool));
    const found = rows.x.largest?.();
    if (found && found.value > largest.value) largest = found;
    return rows;
  };
  return {
    batches: Math.ceil(stream.rows / size),
    async *epoch(epoch, from, together) {
      const order = inOrder(stream.counts.length);
      if (shuffleBy !== null) shuffle(order, randomFrom(shuffleBy, "shuffle", epoch));
      const pools = poolsOf(order, stream);
      let skipped = from;
      let ahead: Promise<Examples> | undefined;
      try {
        for (const [i, pool] of pools.entries()) {
          const batches = Math.ceil(pool.rows / size);
          if (skipped >= batches) {
            skipped -= batches;
            continue;
          }
          const rows = await (ahead ?? load(pool));
          ahead = pools[i + 1] && load(pools[i + 1] as Pool);
          ahead?.catch(() => undefined);
          const places = inOrder(pool.rows);
          if (shuffleBy !== null) shuffle(places, randomFrom(shuffleBy, "pool", epoch * POOLS + i));
          for (const [begin, end] of spansOf(pool.rows, size, skipped, together)) yield makeBatch(tf, rows, places, begin, end);
          skipped = 0;
        }
      } finally {
        await ahead?.catch(() => undefined);
      }
    },
    largest: () => largest,
  };
}

function poolsOf(order: Int32Array, { counts, atOnce }: PreparedStream): Pool[] {
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

async function readPool(stream: PreparedStream<Matrix>, { chunks, rows }: Pool): Promise<LabelledRows<Matrix>> {
  const y = new Float64Array(rows);
  let data = new Float32Array(0);
  let features: string[] = [];
  let at = 0;
  for (const chunk of chunks) {
    const { x, y: labels } = await stream.read(chunk);
    if (at === 0) {
      features = x.features;
      data = new Float32Array(rows * features.length);
    }
    data.set(x.data, at * features.length);
    y.set(labels, at);
    at += x.rows;
  }
  return { x: { data, rows, features }, y };
}
