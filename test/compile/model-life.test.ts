import assert from "node:assert/strict";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { disposeKept } from "../../src/engine/compile/dispose-kept.ts";
import { compileModel } from "../../src/engine/compile/model.ts";
import { tensorOf, uniform } from "./models.ts";

const ROWS = 70;

describe("a model's compiled steps, from their beginning to their end", () => {
  let tf: TF;
  let data: [Tensor, Tensor];
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
    const next = uniform(11);
    data = [tensorOf(tf, [ROWS, 4], next), tensorOf(tf, [ROWS, 1], next)];
  });
  beforeEach(() => disposeKept(tf));
  after(() => tf.dispose(data));

  const single = (): LayersModel => {
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 8, activation: "relu", inputShape: [4] }), tf.layers.dense({ units: 1 })],
    });
    model.compile({ optimizer: tf.train.adam(0.02), loss: "meanSquaredError", metrics: ["mae"] });
    return model;
  };

  it("waits for so many steps", async () => {
    const [x, y] = data;
    const model = single();
    const compiled = compileModel(tf, model, { after: 6 });
    await model.fit(x, y, { verbose: 0, epochs: 2 });
    assert.deepEqual([compiled.steps.eager.count, compiled.steps.compiled.count], [6, 0]);
    await model.fit(x, y, { verbose: 0, epochs: 4 });
    assert.deepEqual([compiled.steps.eager.count, compiled.steps.compiled.count], [6, 10], "two are watched");
    model.dispose();
  });

  it("of a few steps makes none of them as a graph, of more all but the first, and counts what came before", async () => {
    const [x, y] = data;
    const compiledOf = async (...epochs: number[]) => {
      const model = single();
      const compiled = compileModel(tf, model);
      for (const one of epochs) await model.fit(x, y, { verbose: 0, epochs: one });
      const { steps } = compiled;
      model.dispose();
      disposeKept(tf);
      return steps;
    };
    const few = await compiledOf(3);
    assert.equal(few.compiled.count, 0);
    const many = await compiledOf(100);
    assert.equal(many.compiled.count, (few.eager.count / 3) * 100 - 4, "the first, two that are watched, and a last batch between them");
    assert.ok((await compiledOf(...Array.from({ length: 100 }, () => 1))).compiled.count > 0);
  });

  it("of a dataset that says how many they are makes none of few as a graph, and of one that does not all but the first", async () => {
    const [x, y] = data;
    const compiledOf = async (size: number | null, epochs: number, batchesPerEpoch?: number) => {
      const model = single();
      const compiled = compileModel(tf, model);
      const dataset = tf.data.generator(function* () {
        for (let i = 0; i < 4; i += 1) yield { xs: x.clone(), ys: y.clone() };
      } as never);
      Object.assign(dataset, { size });
      await model.fitDataset((batchesPerEpoch ? dataset.repeat() : dataset) as never, {
        epochs,
        verbose: 0,
        ...(batchesPerEpoch && { batchesPerEpoch }),
      });
      const { steps, refused } = compiled;
      model.dispose();
      disposeKept(tf);
      return { ran: steps.compiled.count, refused };
    };
    assert.deepEqual(await compiledOf(4, 3), { ran: 0, refused: null });
    assert.deepEqual(await compiledOf(null, 3), { ran: 9, refused: null });
    assert.deepEqual(await compiledOf(null, 3, 4), { ran: 0, refused: null });
    assert.deepEqual(await compiledOf(4, 30), { ran: 117, refused: null });
    const model = single();
    const wrong = () => model.fitDataset(undefined as never, undefined as never).then(String, String);
    const said = await wrong();
    compileModel(tf, model);
    assert.equal(await wrong(), said);
    model.dispose();
  });

  it("takes a model that is compiled for training later, or never", async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] });
    const compiled = compileModel(tf, model, { after: 0, predictAfter: 0 });
    const [x, y] = data;
    const before = tf.tidy(() => (model.predict(x) as Tensor).dataSync());
    model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    await model.fit(x, y, { epochs: 3, batchSize: 16, verbose: 0 });
    assert.equal(compiled.refused, null);
    assert.ok(compiled.steps.compiled.count > 0);
    assert.notDeepEqual(
      tf.tidy(() => (model.predict(x) as Tensor).dataSync()),
      before,
    );
    model.dispose();
  });

  it("leaves nothing in memory: 200 fits of ten models in one process", async function () {
    this.timeout(300_000);
    const [x, y] = data;
    const before = tf.memory().numTensors;
    for (let made = 0; made < 10; made += 1) {
      const model = single();
      const compiled = compileModel(tf, model, { after: 0 });
      const during: number[] = [];
      for (let fit = 0; fit < 20; fit += 1) {
        await model.fit(x, y, { verbose: 0, epochs: 1, yieldEvery: "never" });
        during.push(tf.memory().numTensors);
      }
      assert.equal(compiled.refused, null);
      assert.equal(new Set(during).size, 1, String(during));
      model.dispose();
      model.optimizer.dispose(); // TensorFlow.js leaves it to whoever made it
      assert.equal(tf.memory().numTensors, before, `after model ${made + 1}`);
    }
  });
});
