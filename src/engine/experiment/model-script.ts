/** What `init` writes beside an experiment whose network is the user's own. */
export const MODEL_SCRIPT = `import type { BuildModel } from "trainyard";

/** The network that the experiment trains. Hover the parameters to see what there is. */
export const buildModel: BuildModel<{ hidden: number }> = (tf, { inputShape, units, activation, params }) =>
  tf.sequential({
    layers: [
      tf.layers.dense({ units: params.hidden, activation: "relu", inputShape }),
      tf.layers.dense({ units, activation }),
    ],
  });
`;
