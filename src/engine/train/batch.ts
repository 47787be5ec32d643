import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { TF } from "../backend/tf.ts";
import type { Matrix } from "../recipe/matrix.ts";

/** Rows to learn from: features, and for each row a class index or a standardised value. */
export interface Examples {
  x: Matrix;
  y: Float32Array;
}

export interface Batch {
  x: Tensor2D;
  y: Tensor1D;
  /** The same targets outside TensorFlow.js. */
  targets: Float32Array;
}

/** The rows `order[from..to)` as tensors; the caller disposes of them. */
export function makeBatch(tf: TF, { x, y }: Examples, order: Int32Array, from: number, to: number): Batch {
  const width = x.features.length;
  const rows = Math.min(to, order.length) - from;
  const data = new Float32Array(rows * width);
  const targets = new Float32Array(rows);
  for (let i = 0; i < rows; i += 1) {
    const row = order[from + i] as number;
    data.set(x.data.subarray(row * width, (row + 1) * width), i * width);
    targets[i] = y[row] as number;
  }
  return { x: tf.tensor2d(data, [rows, width]), y: tf.tensor1d(targets), targets };
}

/** 0, 1, 2, ... */
export const inOrder = (length: number): Int32Array => Int32Array.from({ length }, (_, i) => i);
