import type { TF } from "../backend/tf.ts";
import type { Matrix } from "../recipe/matrix.ts";
import { type Batch, inOrder, matrixInputs } from "../train/batch.ts";
import { type BatchSource, spansOf } from "../train/batches.ts";
import { type Random, randomFrom, shuffle } from "../train/random.ts";
import { streamedBatches } from "../train/stream/batches.ts";
import { joinMatrices } from "../train/stream/join.ts";
import type { PreparedStream } from "../train/stream/prepared.ts";
import { type Noise, spoilt } from "./noise.ts";

interface Options {
  size: number;
  /** Rows are shuffled anew in each epoch. */
  shuffled: boolean;
  noise: Noise;
  /** The same noise in every epoch, so that epochs can be compared. */
  sameNoise: boolean;
  seed: number;
}

/** Batches of rows with noise, to be restored to what they were. An epoch's are the same whatever came before. */
export function reconstructionBatches(tf: TF, matrix: Matrix, { size, shuffled, noise, sameNoise, seed }: Options): BatchSource {
  const batches = Math.ceil(matrix.rows / size);
  const batch = reconstructing(tf, matrix, { size, noise, random: (epoch, index) => noiseOf({ seed, sameNoise, batches }, epoch, index) });
  return {
    batches,
    async *epoch(epoch, from, together) {
      const order = inOrder(matrix.rows);
      if (shuffled) shuffle(order, randomFrom(seed, "shuffle", epoch));
      for (const [begin, end] of spansOf(matrix.rows, size, from, together)) yield batch(order, begin, end, { epoch, index: begin / size });
    },
    largest: matrixInputs(matrix).largest,
  };
}

/** The same of rows that are read in parts; values are swapped among those that are in memory together. */
export function streamedReconstructions(
  tf: TF,
  stream: PreparedStream<Matrix>,
  { size, shuffled, noise, sameNoise, seed }: Options,
): BatchSource {
  // parts of the rows end with a smaller batch
  const batches = Math.ceil(stream.rows / size) + stream.counts.length;
  const random = (epoch: number, index: number) => noiseOf({ seed, sameNoise, batches }, epoch, index);
  return streamedBatches(stream, {
    size,
    shuffleBy: shuffled ? seed : null,
    join: joinMatrices,
    open: ({ x }) => ({ batch: reconstructing(tf, x, { size, noise, random }), largest: matrixInputs(x).largest }),
  });
}

const noiseOf = ({ seed, sameNoise, batches }: Pick<Options, "seed" | "sameNoise"> & { batches: number }, epoch: number, index: number) =>
  randomFrom(seed, "noise", (sameNoise ? 0 : epoch + 1) * batches + index);

interface Reconstructing extends Pick<Options, "size" | "noise"> {
  /** Of a batch of an epoch. */
  random(epoch: number, index: number): Random;
}

function reconstructing(tf: TF, matrix: Matrix, { size, noise, random }: Reconstructing) {
  const width = matrix.features.length;
  return (order: Int32Array, from: number, to: number, { epoch, index }: { epoch: number; index: number }): Batch => {
    const given = new Float32Array((to - from) * width);
    for (let at = from; at < to; at += size) {
      const one = { order, from: at, to: Math.min(at + size, to), random: random(epoch, index + (at - from) / size) };
      given.set(spoilt(matrix, noise, one), (at - from) * width);
    }
    const targets = new Float32Array((to - from) * width);
    for (let i = from; i < to; i += 1) {
      const row = order[i] as number;
      targets.set(matrix.data.subarray(row * width, (row + 1) * width), (i - from) * width);
    }
    const shape: [number, number] = [to - from, width];
    return { x: [tf.tensor2d(given, shape)], y: tf.tensor2d(targets, shape), targets };
  };
}
