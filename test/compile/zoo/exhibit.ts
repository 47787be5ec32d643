import type { Optimizer } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { TF } from "../../../src/engine/backend/tf.ts";
import type { RefusedCode } from "../../../src/engine/compile/refused.ts";
import { numbers, type Sample } from "./data.ts";

export type Layer = LayersModel["layers"][number];

/** A small model and what it is trained on. */
export interface Exhibit {
  name: string;
  model(tf: TF): LayersModel;
  optimizer?(tf: TF): Optimizer;
  loss: string | string[];
  /** Names of metrics, or of functions of `tf.metrics`. */
  metrics?: string[];
  inputs: Sample[];
  targets: Sample[];
  /** By which code it is refused, and why; absent: it is compiled. */
  eager?: { code: RefusedCode; why: string };
  /** Draws anew in each step: its loss is another one each time. */
  random?: true;
}

export const sequence =
  (...layers: ((tf: TF) => Layer)[]) =>
  (tf: TF): LayersModel => {
    const model = tf.sequential();
    for (const layer of layers) {
      const made = layer(tf);
      if (made.getClassName() !== "Flatten" || model.layers.at(-1)?.outputShape.length !== 2) model.add(made);
    }
    return model;
  };

/** Layers between an input and one output unit. */
export function around(name: string, shape: number[], middle: ((tf: TF) => Layer)[], more: Partial<Exhibit> = {}): Exhibit {
  const flat = (tf: TF) => tf.layers.flatten();
  const end = (tf: TF) => tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.glorotUniform({ seed: 9 }) });
  return {
    name,
    model: sequence(...middle, flat, end),
    loss: "meanSquaredError",
    inputs: [numbers(shape)],
    targets: [numbers([1])],
    ...more,
  };
}

export const seeded = (tf: TF, seed: number) => ({ kernelInitializer: tf.initializers.glorotUniform({ seed }) });
export const recurrent = (tf: TF, seed: number) => ({
  ...seeded(tf, seed),
  recurrentInitializer: tf.initializers.glorotUniform({ seed: seed + 1 }),
  recurrentActivation: "sigmoid" as const,
});
export const dense =
  (units: number, activation: string, inputShape: number[], seed = 1) =>
  (tf: TF) =>
    tf.layers.dense({ units, activation: activation as "relu", inputShape, ...seeded(tf, seed) });
