import assert from "node:assert/strict";
import type { Optimizer, Tensor } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { Compiled } from "../../src/engine/compile/compile.ts";
import { rateOf } from "../../src/engine/compile/rate.ts";
import { apart, tensorOf, trainStep, uniform, valuesOf } from "./models.ts";

describe("a compiled function", () => {
  let tf: TF;
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
  });

  const mlp = (optimizer: Optimizer = tf.train.adam(0.01), dropout = 0): LayersModel => {
    const model = tf.sequential();
    model.add(
      tf.layers.dense({ units: 8, activation: "relu", inputShape: [5], kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }) }),
    );
    if (dropout > 0) model.add(tf.layers.dropout({ rate: dropout }));
    model.add(tf.layers.dense({ units: 1, activation: "sigmoid", kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }));
    model.compile({ optimizer, loss: "binaryCrossentropy", metrics: ["accuracy"] });
    return model;
  };
  const batches = (count: number, rows: number): [Tensor, Tensor][] => {
    const next = uniform(7);
    return Array.from({ length: count }, () => [tensorOf(tf, [rows, 5], next), tensorOf(tf, [rows, 1], () => Math.round(next()))]);
  };
  const losses = (step: (...inputs: Tensor[]) => Tensor[], data: [Tensor, Tensor][]) =>
    data.map(([x, y]) => {
      const outputs = step(x, y);
      const values = outputs.map((one) => one.dataSync()[0] as number);
      for (const one of outputs) one.dispose();
      return values;
    });

  it("gives what the eager function gives, step by step, and its variables are read as they are", () => {
    const data = batches(30, 16);
    const eager = mlp();
    const expected = losses(trainStep(eager), data);
    const model = mlp();
    const compiled = new Compiled(tf, trainStep(model), { settings: { rate: rateOf(model.optimizer) } });
    const found = losses((...inputs) => compiled.run(...inputs), data);
    assert.equal(compiled.refused, null);
    assert.ok(
      compiled.isReady([
        { shape: [16, 5], dtype: 1 },
        { shape: [16, 1], dtype: 1 },
      ]),
    );
    assert.ok(apart(found, expected) < 1e-5, String(apart(found, expected)));
    assert.ok(apart(valuesOf(model.weights), valuesOf(eager.weights)) < 1e-5);
    compiled.dispose();
    assert.ok(apart(valuesOf(model.weights), valuesOf(eager.weights)) < 1e-5);
  });

  const stepsOf = (model: LayersModel, more = {}) =>
    new Compiled(tf, trainStep(model), { settings: { rate: rateOf(model.optimizer) }, ...more });
  const same = (model: LayersModel, eager: LayersModel, within = 1e-5) => {
    const found = apart(valuesOf(model.weights), valuesOf(eager.weights));
    assert.ok(found < within, `the weights are ${found} apart`);
  };

  for (const [name, optimizer] of Object.entries({
    sgd: () => tf.train.sgd(0.1),
    momentum: () => tf.train.momentum(0.1, 0.9, true),
    rmsprop: () => tf.train.rmsprop(0.01, 0.9, 0.5, 1e-7, true),
    adagrad: () => tf.train.adagrad(0.1),
    adadelta: () => tf.train.adadelta(0.5),
    adamax: () => tf.train.adamax(0.01),
    adam: () => tf.train.adam(0.01),
  })) {
    it(`follows ${name}, a learning rate that changes included`, () => {
      const data = batches(12, 8);
      const [eager, model] = [mlp(optimizer()), mlp(optimizer())];
      const compiled = stepsOf(model);
      const expected: number[][] = [];
      const found: number[][] = [];
      for (const [i, batch] of data.entries()) {
        if (i === 8) for (const one of [eager, model]) rateOf(one.optimizer).set(rateOf(one.optimizer).get() / 4);
        expected.push(...losses(trainStep(eager), [batch]));
        found.push(...losses((...inputs) => compiled.run(...inputs), [batch]));
      }
      assert.equal(compiled.refused, null);
      assert.ok(apart(found, expected) < 1e-5, String(apart(found, expected)));
      same(model, eager);
      compiled.dispose();
    });
  }

  it("does many steps in one call, on rows by their indices, as one by one", () => {
    const rows = 64;
    const next = uniform(3);
    const [x, y] = [tensorOf(tf, [rows, 5], next), tensorOf(tf, [rows, 1], () => Math.round(next()))];
    const [eager, model] = [mlp(), mlp()];
    const compiled = stepsOf(model);
    const order = Int32Array.from({ length: 80 }, (_, i) => (i * 37) % rows);
    const taken = (i: number): [Tensor, Tensor] => {
      const at = tf.tensor1d(order.subarray(8 * i, 8 * i + 8), "int32");
      return [tf.gather(x, at), tf.gather(y, at)];
    };
    const all = Array.from({ length: 10 }, (_, i) => taken(i));
    const expected = losses(trainStep(eager), all);
    assert.equal(compiled.repeat([x, y], order.slice(), 8), null, "nothing is known yet");
    losses((...inputs) => compiled.run(...inputs), all.slice(0, 4));
    const stacked = compiled.repeat([x, y], order.slice(32), 8) as Tensor[];
    for (const [i, one] of stacked.entries()) {
      assert.deepEqual(one.shape, [6]);
      const wanted = expected.slice(4).map((step) => step[i] as number);
      assert.ok(apart([one.dataSync()], [wanted]) < 1e-5, `${one.dataSync()} is not ${wanted}`);
    }
    same(model, eager);
    compiled.dispose();
  });

  it("knows batches of several sizes, and goes from one to the other", () => {
    const data = [...batches(4, 16), ...batches(4, 5), ...batches(3, 16), ...batches(2, 5)];
    const [eager, model] = [mlp(), mlp()];
    const compiled = stepsOf(model);
    assert.ok(
      apart(
        losses((...inputs) => compiled.run(...inputs), data),
        losses(trainStep(eager), data),
      ) < 1e-5,
    );
    same(model, eager);
    compiled.dispose();
  });

  it("is made ready without a trace of it, where the optimizer's variables are there", () => {
    const data = batches(6, 16);
    const [eager, model] = [mlp(), mlp()];
    const [first, second, ...rest] = data as [[Tensor, Tensor], [Tensor, Tensor], ...[Tensor, Tensor][]];
    losses(trainStep(eager), [first]);
    losses(trainStep(model), [first]);
    const compiled = stepsOf(model);
    assert.equal(compiled.prepare(first, second), true);
    same(model, eager, 1e-12);
    assert.ok(
      apart(
        losses((...inputs) => compiled.run(...inputs), rest),
        losses(trainStep(eager), rest),
      ) < 1e-5,
    );
    same(model, eager);
    compiled.dispose();
  });

  it("sees weights that were set meanwhile, and leaves clones as they were", () => {
    const data = batches(10, 16);
    const [eager, model] = [mlp(), mlp()];
    const compiled = stepsOf(model);
    const half = (one: LayersModel) => tf.tidy(() => one.setWeights(one.getWeights().map((weight) => weight.mul(0.5))));
    const run = (...inputs: Tensor[]) => compiled.run(...inputs);
    losses(run, data.slice(0, 5));
    losses(trainStep(eager), data.slice(0, 5));
    const clone = model.getWeights()[0]?.clone() as Tensor;
    const before = clone.dataSync().slice();
    for (const one of [eager, model]) half(one);
    losses(run, data.slice(5));
    losses(trainStep(eager), data.slice(5));
    same(model, eager);
    assert.deepEqual(clone.dataSync(), before);
    compiled.dispose();
  });

  it("draws dropout anew in each step, at its rate", () => {
    const model = mlp(tf.train.sgd(0), 0.3);
    const dropout = (model as unknown as { model: LayersModel }).model.layers[2] as LayersModel["layers"][number];
    assert.equal(dropout.getClassName(), "Dropout");
    const count = (x: Tensor) => [tf.tidy(() => (dropout.apply(x, { training: true }) as Tensor).equal(0).cast("float32").mean())];
    const compiled = new Compiled(tf, count);
    const ones = tf.ones([200, 5]);
    const shares = Array.from({ length: 60 }, () => compiled.run(ones)[0]?.dataSync()[0] as number);
    assert.equal(compiled.refused, null);
    assert.ok(new Set(shares).size > 20, `each step draws its own: ${shares}`);
    const mean = shares.reduce((a, b) => a + b, 0) / shares.length;
    assert.ok(Math.abs(mean - 0.3) < 0.015, `${mean} is not 0.3`);
    compiled.dispose();
  });

  const refusals: [string, string, () => (...inputs: Tensor[]) => Tensor[]][] = [
    ["readback", "a value that JavaScript reads", () => (x) => [(x.sum().dataSync()[0] as number) > 0 ? x.add(1) : x]],
    [
      "constant",
      "a number that changes by itself",
      () => {
        let calls = 0;
        return (x) => {
          calls += 1;
          return [x.mul(calls)];
        };
      },
    ],
    [
      "control-flow",
      "a step that does other things now and then",
      () => {
        let calls = 0;
        return (x) => {
          calls += 1;
          return [calls % 2 === 0 ? x.exp() : x.add(1)];
        };
      },
    ],
  ];
  for (const [code, what, make] of refusals) {
    it(`goes on eagerly, and says so, with ${what}`, () => {
      const reasons: string[] = [];
      const compiled = new Compiled(tf, make(), { onRefused: (reason) => reasons.push(reason.code) });
      const expected = make();
      for (let i = 0; i < 6; i += 1) {
        const x = tf.tensor1d([1, 2, 3]);
        assert.deepEqual(compiled.run(x)[0]?.dataSync(), expected(x)[0]?.dataSync(), `call ${i}`);
      }
      assert.deepEqual(reasons, [code]);
    });
  }

  it("leaves nothing in memory", () => {
    const data = batches(4, 16);
    const round = () => {
      const model = mlp();
      const compiled = stepsOf(model);
      losses((...inputs) => compiled.run(...inputs), data);
      compiled.dispose();
      model.dispose();
      (model.optimizer as unknown as { dispose(): void }).dispose();
    };
    round();
    const before = tf.memory().numTensors;
    for (let i = 0; i < 3; i += 1) round();
    assert.equal(tf.memory().numTensors, before);
  });
});
