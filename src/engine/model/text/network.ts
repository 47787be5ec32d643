import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs-layers";
import type { Experiment } from "../../../protocol/experiment.ts";
import type { TF } from "../../backend/tf.ts";
import { initialise, makeHead, type Network, outputUnits } from "../network.ts";
import { regularised } from "../network-algorithm.ts";
import type { SupervisedTarget } from "../target.ts";
import { PADDING, RESERVED } from "./vocabulary.ts";

type Params = Extract<Experiment["model"], { algorithm: "text-classifier" }>;

/** Its exponential is 0 in 32 bits. */
const NEVER = -1e9;

/**
 * Embedding, the mean of the embeddings of a text's words (Keras's `GlobalAveragePooling1D` with a mask), hidden layers. The
 * mean is made of layers that every TensorFlow.js has: each word weighs softmax of 0, padding softmax of -1e9; a text of
 * padding alone is what its embedding is.
 */
export function textNetwork(
  tf: TF,
  params: Params,
  shape: { words: number; others: number },
  target: SupervisedTarget,
  seed: number,
): Network {
  const { maxLength, embeddingSize, hidden, dropout } = params;
  const inputDim = shape.words + RESERVED;
  const tokens = tf.input({ shape: [maxLength], dtype: "int32", name: "tokens" });
  const embedded = tf.layers
    .embedding({ inputDim, outputDim: embeddingSize, inputLength: maxLength, name: "embedding" })
    .apply(tokens) as SymbolicTensor;
  const mask = tf.layers.embedding({ inputDim, outputDim: 1, inputLength: maxLength, trainable: false, name: "mask" });
  const logits = tf.layers.flatten({ name: "mask_of_words" }).apply(mask.apply(tokens)) as SymbolicTensor;
  const shares = tf.layers.activation({ activation: "softmax", name: "shares" }).apply(logits) as SymbolicTensor;
  const weights = tf.layers.reshape({ targetShape: [maxLength, 1], name: "weights" }).apply(shares) as SymbolicTensor;
  const mean = tf.layers.dot({ axes: 1, name: "mean" }).apply([embedded, weights]) as SymbolicTensor;
  let body = tf.layers.flatten({ name: "pooled" }).apply(mean) as SymbolicTensor;
  const inputs = [tokens];
  if (shape.others > 0) {
    const others = tf.input({ shape: [shape.others], name: "others" });
    inputs.push(others);
    body = tf.layers.concatenate({ name: "beside" }).apply([body, others]) as SymbolicTensor;
  }
  for (const [i, units] of hidden.entries()) {
    if (dropout > 0) body = tf.layers.dropout({ rate: dropout, name: `dropout_${i + 1}` }).apply(body) as SymbolicTensor;
    body = tf.layers
      .dense({ units, activation: "relu", name: `hidden_${i + 1}`, ...regularised(tf, { l1: 0, l2: params.l2 }) })
      .apply(body) as SymbolicTensor;
  }
  const output = tf.layers
    .dense({ units: outputUnits(target), name: "output", ...regularised(tf, { l1: 0, l2: params.l2 }) })
    .apply(body) as SymbolicTensor;
  const raw = tf.model({ inputs, outputs: output });
  initialise(tf, raw, seed);
  tf.tidy(() => mask.setWeights([maskOf(tf, inputDim)]));
  const head = makeHead(tf, target);
  const model: LayersModel = tf.model({ inputs, outputs: head.layer.apply(output) as SymbolicTensor });
  return { model, raw };
}

const maskOf = (tf: TF, words: number) =>
  tf.tensor2d(
    Float32Array.from({ length: words }, (_, id) => (id === PADDING ? NEVER : 0)),
    [words, 1],
  );
