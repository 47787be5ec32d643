import type { Tensor } from "@tensorflow/tfjs-core";
import { loadTensorflow } from "../../../src/engine/backend/tensorflow.ts";
import { batches, made } from "./made.ts";
import { ZOO } from "./zoo.ts";

/** Prints what another library needs to train the zoo: `node given.js`, read by test/fixtures/compile/make_keras.py. */
const tf = loadTensorflow();
await tf.setBackend("tensorflow");

const valuesOf = (tensor: Tensor) => ({ shape: tensor.shape, values: [...tensor.dataSync()] });
const given = ZOO.filter(({ random, eager }) => !random && !eager).map((exhibit) => {
  const model = made(tf, exhibit);
  return {
    name: exhibit.name,
    model: model.toJSON(null, false),
    weights: model.layers.map((layer) => [layer.name, layer.getWeights().map(valuesOf)]),
    optimizer: { name: model.optimizer.getClassName(), config: model.optimizer.getConfig() },
    loss: exhibit.loss,
    metrics: exhibit.metrics ?? [],
    inputs: exhibit.inputs.length,
    batches: batches(tf, exhibit).map((batch) => batch.map(valuesOf)),
  };
});
process.stdout.write(JSON.stringify(given));
