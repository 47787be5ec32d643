import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { TF } from "../backend/tf.ts";
import { initialise, type Layer } from "../model/network.ts";

/** How an autoencoder is built; the decoder is the encoder's mirror image. */
export interface Shape {
  /** Units of each layer between features and encoding. */
  hidden: readonly number[];
  /** Units of the encoding. */
  encoding: number;
  activation: string;
}

const ENCODING = "encoding";

/** From features to themselves, by way of an encoding. Initial weights come from `seed` alone. */
export function buildAutoencoder(tf: TF, shape: Shape, features: number, seed: number): LayersModel {
  const decoder = [...shape.hidden]
    .reverse()
    .map((units, i) => tf.layers.dense({ units, activation: shape.activation as "relu", name: `decoder_${i + 1}` }));
  const model = tf.sequential({
    layers: [...encoderLayers(tf, shape, features), ...decoder, tf.layers.dense({ units: features, name: "reconstruction" })],
  });
  initialise(tf, model, seed);
  return model;
}

/** The layers up to the encoding, without weights yet. The encoding itself is linear, so that no unit of it can die. */
export function encoderLayers(tf: TF, { hidden, encoding, activation }: Shape, features: number, trainable = true): Layer[] {
  const units = [...hidden, encoding];
  return units.map((count, i) =>
    tf.layers.dense({
      units: count,
      trainable,
      name: i === hidden.length ? ENCODING : `encoder_${i + 1}`,
      ...(i < hidden.length && { activation: activation as "relu" }),
      ...(i === 0 && { inputShape: [features] }),
    }),
  );
}

/** The first part of an autoencoder: the same layers. */
export const encoderOf = (tf: TF, autoencoder: LayersModel): LayersModel =>
  tf.model({ inputs: autoencoder.inputs, outputs: autoencoder.getLayer(ENCODING).output as never });

/** Weights that training an autoencoder has: of each layer its kernel and its biases. */
export function weightsIn({ hidden, encoding }: Shape, features: number): number {
  const sizes = [features, ...hidden, encoding, ...[...hidden].reverse(), features];
  return sizes.slice(1).reduce((sum, size, i) => sum + size * ((sizes[i] as number) + 1), 0);
}
