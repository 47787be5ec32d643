import type { Experiment } from "../../protocol/experiment.ts";
import { networkAlgorithm, regularised } from "./network-algorithm.ts";

type Params = Extract<Experiment["model"], { algorithm: "mlp" }>;

/** A fully connected network: of each hidden layer its weights, batch normalisation, activation and dropout, in this order. */
export const mlp = networkAlgorithm<Params>({
  hidden: ({ hidden }) => hidden,
  encoder: ({ encoder }) => encoder,
  body(tf, { hidden, activation, dropout, batchNormalization, l1, l2 }, features) {
    return hidden.flatMap((units, i) => {
      const n = i + 1;
      const dense = tf.layers.dense({
        units,
        name: `hidden_${n}`,
        ...regularised(tf, { l1, l2 }),
        ...(i === 0 && features !== null && { inputShape: [features] }),
        ...(batchNormalization ? { useBias: false } : { activation: activation as "relu" }),
      });
      return [
        dense,
        ...(batchNormalization
          ? [
              tf.layers.batchNormalization({ name: `batch_normalization_${n}` }),
              tf.layers.activation({ activation: activation as "relu", name: `activation_${n}` }),
            ]
          : []),
        ...(dropout > 0 ? [tf.layers.dropout({ rate: dropout, name: `dropout_${n}` })] : []),
      ];
    });
  },
});
