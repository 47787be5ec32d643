import type { Tensor } from "@tensorflow/tfjs-core";
import type { TF } from "../../../src/engine/backend/tf.ts";

/** Makes rows of one input or target. */
export type Sample = (tf: TF, rows: number, next: () => number) => Tensor;

const size = (shape: number[]) => shape.reduce((a, b) => a * b, 1);

export const numbers =
  (shape: number[]): Sample =>
  (tf, rows, next) =>
    tf.tensor(
      Float32Array.from({ length: rows * size(shape) }, () => next() * 2 - 0.7),
      [rows, ...shape],
    );

/** Whole numbers below `count`, as numbers. */
export const tokens =
  (shape: number[], count: number): Sample =>
  (tf, rows, next) =>
    tf.tensor(
      Float32Array.from({ length: rows * size(shape) }, () => Math.floor(next() * count)),
      [rows, ...shape],
    );

export const truths = (shape: number[]): Sample => tokens(shape, 2);

/** One-hot. */
export const classes =
  (count: number): Sample =>
  (tf, rows, next) =>
    tf.tidy(() =>
      tf
        .oneHot(
          tf.tensor1d(
            Int32Array.from({ length: rows }, () => Math.floor(next() * count)),
            "int32",
          ),
          count,
        )
        .cast("float32"),
    );
