import assert from "node:assert/strict";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { History, LayersModel, ModelFitArgs } from "@tensorflow/tfjs-layers";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { type CompiledModel, compileModel } from "../../src/engine/compile/model.ts";
import { apart, tensorOf, uniform, valuesOf } from "./models.ts";

const ROWS = 70;

describe("model.fit, compiled", () => {
  let tf: TF;
  const { random } = Math;
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
  });
  beforeEach(() => {
    Math.random = uniform(3);
  });
  afterEach(() => {
    Math.random = random;
  });

  const glorot = (seed: number) => tf.initializers.glorotUniform({ seed });
  const dense = (units: number, seed: number, more = {}) => tf.layers.dense({ units, kernelInitializer: glorot(seed), ...more });
  const single = (dropout = 0): LayersModel => {
    const layers = [dense(8, 1, { activation: "relu", inputShape: [4] }), dense(3, 2, { activation: "softmax" })];
    const model = tf.sequential({ layers: dropout ? [layers[0]!, tf.layers.dropout({ rate: dropout }), layers[1]!] : layers });
    model.compile({ optimizer: tf.train.adam(0.02), loss: "categoricalCrossentropy", metrics: ["accuracy"] });
    return model;
  };
  const double = (): LayersModel => {
    const inputs = [tf.input({ shape: [4] }), tf.input({ shape: [2] })];
    const hidden = dense(6, 3, { activation: "tanh" }).apply(tf.layers.concatenate().apply(inputs)) as never;
    const outputs = [dense(1, 4, { name: "amount" }).apply(hidden), dense(3, 5, { activation: "softmax", name: "kind" }).apply(hidden)];
    const model = tf.model({ inputs, outputs: outputs as never });
    model.compile({ optimizer: tf.train.sgd(0.05), loss: ["meanSquaredError", "categoricalCrossentropy"], metrics: ["mae"] });
    return model;
  };
  const next = uniform(11);
  const rows = (columns: number) => tensorOf(tf, [ROWS, columns], next);
  const kinds = () =>
    tf.tidy(() =>
      tf
        .oneHot(
          tf.tensor1d(
            Array.from({ length: ROWS }, () => Math.floor(next() * 3)),
            "int32",
          ),
          3,
        )
        .toFloat(),
    );

  /** Trains twice, eagerly and compiled, from the same numbers; gives both. */
  async function both<T>(make: () => LayersModel, train: (model: LayersModel) => Promise<T>) {
    const eager = make();
    Math.random = uniform(9);
    const expected = await train(eager);
    const model = make();
    Math.random = uniform(9);
    const compiled = compileModel(tf, model, { after: 0 });
    const found = await train(model);
    return { eager, model, compiled, expected, found };
  }

  function sameModels({ eager, model, compiled }: { eager: LayersModel; model: LayersModel; compiled: CompiledModel }, refused = null) {
    assert.equal(compiled.refused, refused);
    assert.ok(compiled.steps.compiled.count > 0);
    const off = apart(valuesOf(model.weights), valuesOf(eager.weights));
    assert.ok(off < 1e-4, `the weights are ${off} apart`);
    assert.equal(model.optimizer.iterations, eager.optimizer.iterations);
    compiled.dispose();
    assert.ok(apart(valuesOf(model.weights), valuesOf(eager.weights)) < 1e-4);
    for (const one of [model, eager]) one.dispose();
  }

  function sameHistory({ history: found, epoch }: History, { history: expected, epoch: epochs }: History) {
    assert.deepEqual(Object.keys(found), Object.keys(expected));
    assert.deepEqual(epoch, epochs);
    const off = apart(Object.values(found) as number[][], Object.values(expected) as number[][]);
    assert.ok(off < 1e-4, `the histories are ${off} apart`);
  }

  const fits: Record<string, ModelFitArgs> = {
    "shuffled batches and a last one with fewer rows": { epochs: 4, batchSize: 16 },
    "a validation split, from an initial epoch": { epochs: 6, initialEpoch: 2, batchSize: 8, validationSplit: 0.2 },
    "weights of classes": { epochs: 4, batchSize: 10, shuffle: false, classWeight: { 0: 1, 1: 3, 2: 0.5 } },
  };
  for (const [name, args] of Object.entries(fits)) {
    it(`gives the history and the weights of eager training: ${name}`, async () => {
      const [x, y] = [rows(4), kinds()];
      const ran = await both(single, (model) => model.fit(x, y, { verbose: 0, ...args }));
      sameHistory(ran.found, ran.expected);
      sameModels(ran);
      tf.dispose([x, y]);
    });
  }

  it("has several inputs and outputs, and validation data", async () => {
    const [x, y] = [
      [rows(4), rows(2)],
      [rows(1), kinds()],
    ];
    const train = (model: LayersModel) => model.fit(x, y, { verbose: 0, epochs: 4, batchSize: 16, validationData: [x, y] });
    const ran = await both(double, train);
    sameHistory(ran.found, ran.expected);
    sameModels(ran);
    tf.dispose([x, y]);
  });

  it("calls callbacks with the same logs; they may read the weights, change the rate and stop", async () => {
    const [x, y] = [rows(4), kinds()];
    const train = async (model: LayersModel) => {
      const heard: number[] = [];
      const sums: number[][] = [];
      await model.fit(x, y, {
        verbose: 0,
        epochs: 20,
        batchSize: 32,
        callbacks: {
          onBatchEnd: (_, logs) => void heard.push(logs?.loss as number),
          onEpochEnd: async (epoch, logs) => {
            sums.push([logs?.acc as number, ...model.getWeights().map((one) => tf.tidy(() => one.abs().sum().dataSync()[0] as number))]);
            if (epoch === 3) (model.optimizer as unknown as { learningRate: number }).learningRate = 0.001;
            if (epoch === 6) model.setWeights(model.getWeights().map((one) => one.mul(0.5)));
            if (epoch === 8) model.stopTraining = true;
          },
        },
      });
      return [heard, ...sums];
    };
    const ran = await both(single, train);
    assert.equal(ran.found.length, 1 + 9);
    assert.ok(apart(ran.found, ran.expected) < 1e-4, String(apart(ran.found, ran.expected)));
    sameModels(ran);
    tf.dispose([x, y]);
  });

  it("stops early as ever", async () => {
    const [x, y] = [rows(4), kinds()];
    const train = (model: LayersModel) =>
      model.fit(x, y, {
        verbose: 0,
        epochs: 40,
        validationSplit: 0.3,
        callbacks: tf.callbacks.earlyStopping({ monitor: "val_loss", patience: 1 }),
      });
    const ran = await both(single, train);
    assert.ok(ran.found.epoch.length < 40);
    sameHistory(ran.found, ran.expected);
    sameModels(ran);
    tf.dispose([x, y]);
  });

  it("fits data sets", async () => {
    const [x, y] = [rows(4), kinds()];
    const batches = Array.from({ length: 5 }, (_, i) => i * 16);
    const dataset = (tf as unknown as { data: { generator(make: unknown): never } }).data.generator(function* () {
      for (const from of batches) yield { xs: x.slice(from, Math.min(16, ROWS - from)), ys: y.slice(from, Math.min(16, ROWS - from)) };
    });
    const train = (model: LayersModel) => model.fitDataset(dataset, { verbose: 0, epochs: 4, classWeight: { 0: 1, 1: 2, 2: 1 } });
    const ran = await both(single, train as never);
    sameHistory(ran.found as never, ran.expected as never);
    sameModels(ran);
    tf.dispose([x, y]);
  });

  it("trains on batches; a model that is compiled anew, or changed, has its step made anew", async () => {
    const [x, y] = [rows(4), kinds()];
    const train = async (model: LayersModel) => {
      const found: number[][] = [];
      for (let i = 0; i < 18; i += 1) {
        if (i === 6) model.compile({ optimizer: tf.train.sgd(0.3), loss: "meanSquaredError" });
        if (i === 12) (model.optimizer as unknown as { c: Tensor; setLearningRate(rate: number): void }).setLearningRate(0.01);
        found.push([await model.trainOnBatch(x, y)].flat());
      }
      return found;
    };
    const ran = await both(single, train);
    assert.ok(apart(ran.found, ran.expected) < 1e-4);
    sameModels(ran);
    tf.dispose([x, y]);
  });

  it("takes the same tensor as input and as target for two when it is two", async () => {
    const [x, y] = [rows(4), rows(4)];
    const make = () => {
      const model = tf.sequential({ layers: [dense(4, 6, { inputShape: [4] })] });
      model.compile({ optimizer: tf.train.sgd(0.1), loss: "meanSquaredError" });
      return model;
    };
    const ran = await both(make, async (model) => {
      const found: number[] = [];
      for (let i = 0; i < 10; i += 1) found.push((await model.trainOnBatch(x, i < 5 ? x : y)) as number);
      return [found];
    });
    assert.ok(apart(ran.found, ran.expected) < 1e-4);
    sameModels(ran);
    tf.dispose([x, y]);
  });

  it("draws as often from Math.random as eager training does, so that rows are shuffled alike beside dropout", async () => {
    const [x, y] = [rows(4), kinds()];
    const ran = await both(
      () => single(0.3),
      async (model) => {
        await model.fit(x, y, { verbose: 0, epochs: 3, batchSize: 16 });
        return Math.random();
      },
    );
    assert.equal(ran.found, ran.expected);
    assert.equal(ran.compiled.refused, null);
    ran.compiled.dispose();
    tf.dispose([x, y]);
    for (const one of [ran.model, ran.eager]) one.dispose();
  });

  it("models that share layers train in turns, as a GAN does", async () => {
    const [x, y] = [rows(4), kinds()];
    const run = async (fast: boolean) => {
      const shared = dense(6, 7, { activation: "tanh", inputShape: [4] });
      const headed = (seed: number): LayersModel => tf.sequential({ layers: [shared, dense(3, seed, { activation: "softmax" })] });
      const [left, right] = [headed(8), headed(9)];
      left.compile({ optimizer: tf.train.adam(0.02), loss: "categoricalCrossentropy" });
      shared.trainable = false;
      right.compile({ optimizer: tf.train.sgd(0.2), loss: "categoricalCrossentropy" });
      const compiled = fast ? [left, right].map((one) => compileModel(tf, one, { after: 0 })) : [];
      const found: number[] = [];
      for (let i = 0; i < 8; i += 1) for (const one of [left, right, right]) found.push((await one.trainOnBatch(x, y)) as number);
      assert.deepEqual(
        compiled.map(({ refused }) => refused),
        fast ? [null, null] : [],
      );
      assert.ok(compiled.every(({ steps }) => steps.compiled.count >= 5));
      for (const one of compiled) one.dispose();
      return [found, ...valuesOf([...left.weights, ...right.weights])];
    };
    const [eager, found] = [await run(false), await run(true)];
    assert.ok(apart(found, eager) < 1e-4, String(apart(found, eager)));
    tf.dispose([x, y]);
  });

  it("goes on eagerly where a step cannot be compiled, with the same results", async () => {
    const [x, y] = [rows(4), kinds()];
    let reason = "";
    const make = () => {
      const model = single();
      let steps = 0;
      const loss = (a: Tensor, b: Tensor) => {
        steps += 1;
        return tf.losses.softmaxCrossEntropy(a, b).mul(1 / (1 + steps));
      };
      model.compile({ optimizer: tf.train.sgd(0.1), loss: loss as never });
      return model;
    };
    const eager = make();
    const model = make();
    const compiled = compileModel(tf, model, { after: 0, onRefused: (refused) => (reason = refused.message) });
    const args: ModelFitArgs = { verbose: 0, epochs: 3, shuffle: false };
    sameHistory(await model.fit(x, y, args), await eager.fit(x, y, args));
    assert.equal(compiled.refused?.code, "constant");
    assert.match(reason, /anew in each step/);
    compiled.dispose();
    for (const one of [model, eager]) one.dispose();
    tf.dispose([x, y]);
  });
});
