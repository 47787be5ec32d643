import assert from "node:assert/strict";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { compileModel } from "../../src/engine/compile/model.ts";
import { apart, tensorOf, uniform } from "./models.ts";

const ROWS = 70;

describe("predict and evaluate of a model, compiled", () => {
  let tf: TF;
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
  });
  const next = uniform(23);
  const rowsOf = (columns: number, rows = ROWS) => tensorOf(tf, [rows, columns], next);
  const valuesOf = (all: Tensor | Tensor[]) => [all].flat().map((one) => one.dataSync() as Float32Array);
  const glorot = (seed: number) => tf.initializers.glorotUniform({ seed });
  /** Two inputs, two outputs. */
  const double = (): LayersModel => {
    const inputs = [tf.input({ shape: [4] }), tf.input({ shape: [2] })];
    const hidden = tf.layers
      .dense({ units: 6, activation: "tanh", kernelInitializer: glorot(1) })
      .apply(tf.layers.batchNormalization().apply(tf.layers.concatenate().apply(inputs))) as never;
    const outputs = [2, 3].map((seed) => tf.layers.dense({ units: 1, kernelInitializer: glorot(seed) }).apply(hidden));
    return tf.model({ inputs, outputs: outputs as never });
  };
  const single = (): LayersModel =>
    tf.sequential({
      layers: [
        tf.layers.dense({ units: 5, activation: "relu", inputShape: [4], kernelInitializer: glorot(4) }),
        tf.layers.dropout({ rate: 0.4 }),
        tf.layers.dense({ units: 1, activation: "sigmoid", kernelInitializer: glorot(5) }),
      ],
    });
  const forTraining = (model: LayersModel): LayersModel => {
    model.compile({ optimizer: tf.train.adam(0.05), loss: "meanSquaredError", metrics: ["mae"] });
    return model;
  };
  /** How often a compiled model went to tfjs-layers for a prediction or a batch to be judged. */
  const counting = (model: LayersModel) => {
    const inner = ((model as { model?: LayersModel }).model ?? model) as unknown as { layers: { call(...all: unknown[]): unknown }[] };
    const layer = inner.layers.at(-1) as { call(...all: unknown[]): unknown };
    const call = layer.call.bind(layer);
    const counted = { calls: 0 };
    layer.call = (...all) => {
      counted.calls += 1;
      return call(...all);
    };
    return counted;
  };

  for (const [name, make] of Object.entries({ double, single })) {
    it(`gives what it gives eagerly, while it is trained: ${name}`, async () => {
      const inputs = name === "double" ? [rowsOf(4), rowsOf(2)] : rowsOf(4);
      const targets = name === "double" ? [rowsOf(1), rowsOf(1)] : rowsOf(1);
      const [eager, model] = [forTraining(make()), forTraining(make())];
      model.setWeights(eager.getWeights());
      const compiled = compileModel(tf, model, { after: 0, predictAfter: 0 });
      for (let round = 0; round < 3; round += 1) {
        const counted = counting(model);
        tf.tidy(() => {
          for (const size of [7, 32, ROWS]) {
            const [ours, theirs] = [model, eager].map((one) => one.predict(inputs, { batchSize: size }));
            assert.deepEqual(
              [ours].flat().map((one) => one?.shape),
              [theirs].flat().map((one) => one?.shape),
            );
            assert.ok(apart(valuesOf(ours as Tensor), valuesOf(theirs as Tensor)) < 1e-4);
            const [judged, expected] = [model, eager].map((one) => one.evaluate(inputs, targets, { batchSize: size }));
            assert.ok(apart(valuesOf(judged as Tensor), valuesOf(expected as Tensor)) < 1e-4);
          }
          assert.ok(apart(valuesOf(model.predictOnBatch(inputs)), valuesOf(eager.predictOnBatch(inputs))) < 1e-4);
        });
        if (round > 0) assert.equal(counted.calls, 0);
        await model.fit(inputs, targets, { epochs: 2, batchSize: 20, shuffle: false, verbose: 0 });
        eager.setWeights(model.getWeights());
      }
      assert.equal(compiled.refused, null);
      for (const one of [model, eager]) one.dispose();
      tf.dispose([inputs, targets]);
    });
  }

  it("judges the validation rows of fit and of datasets", async () => {
    const [x, y] = [rowsOf(4), rowsOf(1)];
    const train = async (fast: boolean) => {
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4], kernelInitializer: glorot(4) })] });
      forTraining(model);
      const compiled = fast ? compileModel(tf, model, { after: 0, predictAfter: 3 }) : null;
      const { history } = await model.fit(x, y, { epochs: 4, batchSize: 16, shuffle: false, verbose: 0, validationData: [x, y] });
      const data = tf.data.array(x.arraySync() as number[][]).batch(16);
      const rows = tf.data.zip({ xs: data, ys: tf.data.array(y.arraySync() as number[][]).batch(16) });
      const judged = (await model.evaluateDataset(rows as never, {})) as Tensor[];
      const found = [...Object.values(history).map((all) => all as number[]), ...valuesOf(judged)];
      assert.equal(compiled?.refused ?? null, null);
      tf.dispose(judged);
      model.dispose();
      return found;
    };
    assert.ok(apart(await train(true), await train(false)) < 1e-4);
    tf.dispose([x, y]);
  });

  it("follows model.compile, and a number of a layer that changes", () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4] }), tf.layers.leakyReLU({ alpha: 0.1 })] });
    const compiled = compileModel(tf, forTraining(model), { after: 0, predictAfter: 0 });
    const [x, y] = [rowsOf(4), rowsOf(3)];
    const loss = () => tf.tidy(() => ([model.evaluate(x, y)].flat()[0] as Tensor).dataSync()[0] as number);
    const off = (name: "absoluteDifference" | "meanSquaredError") =>
      tf.tidy(() => Math.abs(loss() - (tf.losses[name](y, model.apply(x) as Tensor).dataSync()[0] as number)));
    assert.ok(off("meanSquaredError") < 1e-5);
    (model.layers[1] as unknown as { alpha: number }).alpha = 0.7;
    assert.ok(off("meanSquaredError") < 1e-5);
    assert.ok(tf.tidy(() => apart(valuesOf(model.predict(x)), valuesOf(model.apply(x) as Tensor))) < 1e-5);
    model.compile({ optimizer: "sgd", loss: "meanAbsoluteError" });
    assert.ok(off("absoluteDifference") < 1e-5);
    const counted = counting(model);
    loss();
    assert.equal(counted.calls, 0);
    compiled.dispose();
    assert.ok(off("absoluteDifference") < 1e-5);
    model.dispose();
    tf.dispose([x, y]);
  });

  it("keeps the batches where a row's prediction depends on those beside it", () => {
    class Centred extends tf.layers.Layer {
      static readonly className = "Centred";
      override call(inputs: Tensor | Tensor[]): Tensor {
        return tf.tidy(() => {
          const x = [inputs].flat()[0] as Tensor;
          return x.sub(x.mean(0, true));
        });
      }
    }
    const model = tf.sequential({ layers: [new Centred({ inputShape: [4] }), tf.layers.dense({ units: 1 })] });
    const x = rowsOf(4);
    const expected = valuesOf(tf.tidy(() => model.predict(x, { batchSize: 16 }) as Tensor));
    const compiled = compileModel(tf, forTraining(model), { after: 0, predictAfter: 0 });
    assert.ok(apart(valuesOf(tf.tidy(() => model.predict(x, { batchSize: 16 }) as Tensor)), expected) < 1e-5);
    compiled.dispose();
    model.dispose();
    x.dispose();
  });

  it("leaves nothing behind when the model is disposed of", () => {
    const [x, y] = [rowsOf(4), rowsOf(1)];
    const left = (fast: boolean) => {
      const before = tf.memory().numTensors;
      const model = forTraining(single());
      if (fast) compileModel(tf, model, { after: 0, predictAfter: 0 });
      tf.tidy(() => [model.predict(x), model.evaluate(x, y)]);
      model.dispose();
      return tf.memory().numTensors - before;
    };
    assert.equal(left(true), left(false));
    tf.dispose([x, y]);
  });
});
