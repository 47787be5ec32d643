import type { TF } from "../backend/tf.ts";
import type { Matrix } from "../recipe/matrix.ts";
import { type Batch, inOrder, matrixInputs } from "../train/batch.ts";
import { type BatchSource, spansOf } from "../train/batches.ts";
import { randomFrom, shuffle } from "../train/random.ts";
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
  const width = matrix.features.length;
  const batches = Math.ceil(matrix.rows / size);
  const batch = (order: Int32Array, epoch: number, from: number, to: number): Batch => {
    const given = new Float32Array((to - from) * width);
    for (let at = from; at < to; at += size) {
      const random = randomFrom(seed, "noise", (sameNoise ? 0 : epoch + 1) * batches + at / size);
      given.set(spoilt(matrix, noise, { order, from: at, to: Math.min(at + size, to), random }), (at - from) * width);
    }
    const targets = new Float32Array((to - from) * width);
    for (let i = from; i < to; i += 1) {
      const row = order[i] as number;
      targets.set(matrix.data.subarray(row * width, (row + 1) * width), (i - from) * width);
    }
    const shape: [number, number] = [to - from, width];
    return { x: [tf.tensor2d(given, shape)], y: tf.tensor2d(targets, shape), targets };
  };
  return {
    batches,
    async *epoch(epoch, from, together) {
      const order = inOrder(matrix.rows);
      if (shuffled) shuffle(order, randomFrom(seed, "shuffle", epoch));
      for (const [begin, end] of spansOf(matrix.rows, size, from, together)) yield batch(order, epoch, begin, end);
    },
    largest: matrixInputs(matrix).largest,
  };
}
