import type { Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { TF } from "../backend/tf.ts";
import type { Matrix } from "../recipe/matrix.ts";

/** Features of many rows, out of which the tensors of a batch are made: numbers in memory, or what is read when it is needed. */
export interface Inputs {
  rows: number;
  /** Rows that a network may be given at once where nothing is learnt; absent: as many as any table's. */
  atOnce?: number;
  /** What all of them take as tensors; absent: they are not all in memory. */
  bytes?: number;
  /** The rows `order[from..to)`, one tensor for each input of the network; the caller disposes of them. */
  tensors(tf: TF, order: Int32Array, from: number, to: number): Tensor[] | Promise<Tensor[]>;
  /** The feature with the largest value, where they have names. */
  largest?(): { name: string; value: number };
}

/** Rows to learn from: features, and for each row a class index or a standardised value. */
export interface Examples {
  x: Inputs;
  y: Float32Array;
}

export interface Batch {
  /** One for each input of the network. */
  x: Tensor[];
  /** A target for each row, or a row of targets. */
  y: Tensor1D | Tensor2D;
  /** The same targets outside TensorFlow.js; where `at` is given, of its rows alone. */
  targets: Float32Array;
  /** `x` and `y` hold all rows there are, for longer than this batch; these are its own, in order. */
  at?: Int32Array;
}

/** Rows of a batch, or of several that came together. */
export const rowsIn = ({ y, at }: Batch): number => at?.length ?? y.shape[0];

/** The rows `order[from..to)` as tensors; the caller disposes of them by `disposeBatch`. */
export async function makeBatch(tf: TF, { x, y }: Examples, order: Int32Array, from: number, to: number): Promise<Batch> {
  const end = Math.min(to, order.length);
  const targets = targetsAt(y, order.subarray(from, end));
  return { x: await x.tensors(tf, order, from, end), y: tf.tensor1d(targets), targets };
}

export const targetsAt = (y: Float32Array, at: Int32Array): Float32Array => Float32Array.from(at, (row) => y[row] as number);

export function disposeBatch({ x, y, at }: Batch): void {
  if (!at) for (const tensor of [...x, y]) tensor.dispose();
}

/** A matrix as the one input of a network. */
export function matrixInputs({ data, rows, features }: Matrix): Inputs {
  const width = features.length;
  return {
    rows,
    bytes: data.byteLength,
    tensors: (tf, order, from, to): [Tensor2D] => {
      const values = new Float32Array((to - from) * width);
      for (let i = from; i < to; i += 1) {
        const row = order[i] as number;
        values.set(data.subarray(row * width, (row + 1) * width), (i - from) * width);
      }
      return [tf.tensor2d(values, [to - from, width])];
    },
    largest() {
      let at = 0;
      for (let i = 0; i < data.length; i += 1) if (Math.abs(data[i] as number) > Math.abs(data[at] as number)) at = i;
      return { name: features[at % width] as string, value: Math.abs(data[at] ?? 0) };
    },
  };
}

/** 0, 1, 2, ... */
export const inOrder = (length: number): Int32Array => Int32Array.from({ length }, (_, i) => i);
