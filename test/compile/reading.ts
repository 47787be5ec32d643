import type { Optimizer, Scalar, Tensor, Variable } from "@tensorflow/tfjs-core";
import type { TF } from "../../src/engine/backend/tf.ts";
import type { Training } from "./minimizing.ts";
import { tensorOf, uniform } from "./models.ts";

/** What a step of such a loop has at hand. */
export interface Hand {
  optimizer: Optimizer;
  variables: Variable[];
  at: number;
  results: number[];
  /** Predictions and targets of a batch of its own. */
  predict(): { p: Tensor; y: Tensor };
}

export const centered = (seed: number) => {
  const next = uniform(seed);
  return () => next() - 0.5;
};

export const mse = (tf: TF, { p, y }: { p: Tensor; y: Tensor }): Scalar => tf.losses.meanSquaredError(y, p) as Scalar;

/** A small network whose step is `step`, on batches of so many rows. */
export function readingTraining(tf: TF, step: (hand: Hand) => void, rowsAt = (_: number) => 8): Training {
  const variable = (seed: number, shape: number[]): Variable => tf.tidy(() => tf.variable(tensorOf(tf, shape, centered(seed))));
  const variables = [variable(1, [4, 6]), variable(2, [6]), variable(3, [6, 1]), variable(4, [1])];
  const [a, b, c, d] = variables as [Variable, Variable, Variable, Variable];
  const optimizer = tf.train.adam(0.01);
  return {
    variables,
    optimizer,
    step: (at, results) =>
      step({
        optimizer,
        variables,
        at,
        results,
        predict() {
          const x = tensorOf(tf, [rowsAt(at), 4], centered(at + 1));
          const hidden = x.matMul(a as never).add(b as never).relu(); // biome-ignore format: one chain
          return { p: hidden.matMul(c as never).add(d as never), y: x.sum(1, true) };
        },
      }),
  };
}
