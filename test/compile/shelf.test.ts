import assert from "node:assert/strict";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { type NodeBackend, nodeBackend } from "../../src/engine/compile/binding.ts";
import { Compiled } from "../../src/engine/compile/compile.ts";
import { disposeKept } from "../../src/engine/compile/dispose-kept.ts";
import { compileModel } from "../../src/engine/compile/model.ts";
import { rateOf } from "../../src/engine/compile/rate.ts";
import { Shelf } from "../../src/engine/compile/shelf.ts";
import { apart, tensorOf, trainStep, uniform, valuesOf } from "./models.ts";

const ROWS = 16;

describe("sessions of functions that do the same", () => {
  let tf: TF;
  let backend: NodeBackend;
  let data: [Tensor, Tensor][];
  /** Graphs that TensorFlow was given. */
  let loaded = 0;
  let failures = 0;
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
    backend = nodeBackend(tf);
    const next = uniform(11);
    data = Array.from({ length: 6 }, () => [tensorOf(tf, [ROWS, 4], next), tensorOf(tf, [ROWS, 1], next)]);
  });
  beforeEach(() => {
    Shelf.of(backend).clear();
    const { binding } = backend;
    loaded = 0;
    const loadSavedModel = (...given: Parameters<typeof binding.loadSavedModel>) => {
      loaded += 1;
      return binding.loadSavedModel(...given);
    };
    const runSavedModel = (...given: Parameters<typeof binding.runSavedModel>) => {
      failures -= 1;
      if (failures === 0) throw new Error("no");
      return binding.runSavedModel(...given);
    };
    backend.binding = Object.create(binding, { loadSavedModel: { value: loadSavedModel }, runSavedModel: { value: runSavedModel } });
  });
  afterEach(() => {
    backend.binding = Object.getPrototypeOf(backend.binding);
    Shelf.of(backend).clear();
  });

  const network = (units = 8, rate = 0.02, middle: () => LayersModel["layers"][number][] = () => []): LayersModel => {
    const first = tf.layers.dense({
      units,
      activation: "tanh",
      inputShape: [4],
      kernelInitializer: tf.initializers.glorotUniform({ seed: units }),
    });
    const last = tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) });
    const model = tf.sequential({ layers: [first, ...middle(), last] });
    model.compile({ optimizer: tf.train.adam(rate), loss: "meanSquaredError" });
    return model;
  };
  const step = (model: LayersModel, set: { rate?: boolean } = { rate: true }) =>
    new Compiled(tf, trainStep(model), set.rate ? { settings: { rate: rateOf(model.optimizer) } } : {});
  const losses = (run: (...inputs: Tensor[]) => Tensor[]) =>
    data.map((batch) =>
      run(...batch).map((one) => {
        const [loss] = one.dataSync();
        one.dispose();
        return loss as number;
      }),
    );
  const gone = (model: LayersModel) => {
    model.dispose();
    model.optimizer.dispose();
  };

  it("are let go of when asked to", () => {
    const { deleteSavedModel } = backend.binding;
    let closed = 0;
    const counted = (id: number) => {
      closed += 1;
      deleteSavedModel.call(Object.getPrototypeOf(backend.binding), id);
    };
    backend.binding = Object.create(Object.getPrototypeOf(backend.binding), {
      ...Object.getOwnPropertyDescriptors(backend.binding),
      deleteSavedModel: { value: counted },
    });
    for (const after of [1, 2]) {
      const model = network();
      const compiled = step(model);
      losses(compiled.run.bind(compiled));
      compiled.dispose();
      gone(model);
      assert.equal(closed, after - 1);
      disposeKept(tf);
      assert.deepEqual([closed, loaded], [after, after]);
    }
  });

  it("five folds are trained in one graph, as if each had its own", () => {
    const before = tf.memory().numTensors;
    for (let fold = 0; fold < 5; fold += 1) {
      const [eager, model] = [network(8, 0.01 + fold / 100), network(8, 0.01 + fold / 100)];
      const compiled = step(model);
      assert.ok(apart(losses(compiled.run.bind(compiled)), losses(trainStep(eager))) < 1e-6);
      assert.deepEqual([compiled.refused, compiled.ran], [null, data.length - 3]);
      compiled.dispose();
      assert.ok(apart(valuesOf(model.weights), valuesOf(eager.weights)) < 1e-6);
      for (const one of [eager, model]) gone(one);
      assert.equal(tf.memory().numTensors, before);
    }
    assert.equal(loaded, 1);
  });

  it("a model like one that is gone is compiled from its first step on, however few these are, and no other one is", async () => {
    const [x, y] = [tf.concat(data.map(([one]) => one)), tf.concat(data.map(([, two]) => two))];
    const train = async (model: LayersModel, epochs: number, way: "fit" | "trainOnBatch" = "fit") => {
      const compiled = compileModel(tf, model);
      if (way === "fit") await model.fit(x, y, { epochs, batchSize: ROWS, verbose: 0, shuffle: false });
      else for (let i = 0; i < epochs; i += 1) await model.trainOnBatch(x, y);
      const { steps, refused } = compiled;
      assert.equal(refused, null);
      const weights = valuesOf(model.weights);
      gone(model);
      return { weights, eager: steps.eager.count, ran: steps.compiled.count };
    };
    assert.deepEqual((await train(network(), 1)).ran, 0);
    const long = await train(network(), 20);
    assert.ok(long.ran > 100 && loaded === 1, `${long.ran} steps, ${loaded} graphs`);
    const short = await train(network(8, 0.05), 1);
    assert.deepEqual([short.eager, short.ran, loaded], [0, data.length - 3, 1]);
    const eager = network(8, 0.05);
    await eager.fit(x, y, { epochs: 1, batchSize: ROWS, verbose: 0, shuffle: false });
    assert.ok(apart(short.weights, valuesOf(eager.weights)) < 1e-6);
    gone(eager);
    assert.equal((await train(network(9), 1)).ran, 0);
    assert.equal(
      (
        await train(
          network(8, 0.02, () => [tf.layers.dense({ units: 8 })]),
          1,
        )
      ).ran,
      0,
    );
    assert.equal(loaded, 1);
    tf.dispose([x, y]);
  });

  it("two at the same time have one each, which others then take over", () => {
    const round = () => {
      const models = [network(), network()];
      const both = models.map((model) => step(model));
      for (const one of both) losses(one.run.bind(one));
      for (const one of both) one.dispose();
      models.forEach(gone);
    };
    round();
    round();
    assert.equal(loaded, 2);
  });

  const others: [string, () => LayersModel, boolean?][] = [
    ["of another size", () => network(9)],
    ["with another layer", () => network(8, 0.02, () => [tf.layers.reLU()])],
    ["with a rate that may not change", () => network(8, 0.03), false],
  ];
  for (const [what, make, rate = true] of others) {
    it(`a network ${what} has one of its own`, () => {
      for (const [model, set] of [
        [network(), true],
        [make(), rate],
      ] as const) {
        const compiled = step(model, { rate: set });
        losses(compiled.run.bind(compiled));
        assert.equal(compiled.refused, null);
        compiled.dispose();
        gone(model);
      }
      assert.equal(loaded, 2);
    });
  }

  it("constants tell networks apart: another rate of dropout", () => {
    const rates = [0.2, 0.5, 0.2];
    for (const rate of rates) {
      const model = network(8, 0.02, () => [tf.layers.dropout({ rate })]);
      const compiled = step(model);
      losses(compiled.run.bind(compiled));
      assert.equal(compiled.refused, null);
      compiled.dispose();
      gone(model);
    }
    assert.equal(loaded, 2);
  });

  it("a script that makes the same model again and again pays once", async () => {
    const [x, y] = data[0] as [Tensor, Tensor];
    for (let trial = 0; trial < 5; trial += 1) {
      const model = network(8, 0.01 * (trial + 1));
      const compiled = compileModel(tf, model, { after: 0 });
      await model.fit(x, y, { verbose: 0, epochs: 4, batchSize: 8, yieldEvery: "never" });
      assert.equal(compiled.refused, null);
      gone(model);
    }
    assert.equal(loaded, 1);
  });

  it("what was given up is nobody's", () => {
    const model = network();
    const compiled = step(model);
    losses(compiled.run.bind(compiled));
    failures = 1;
    compiled.run(...(data[0] as [Tensor, Tensor]));
    assert.equal(compiled.refused?.code, "native");
    compiled.dispose();
    gone(model);
    const another = network();
    const one = step(another);
    losses(one.run.bind(one));
    assert.deepEqual([one.refused, loaded], [null, 2]);
    one.dispose();
    gone(another);
  });

  it("keeps a few, and closes the oldest", () => {
    const { binding } = backend;
    let closed = 0;
    const deleteSavedModel = (id: number) => {
      closed += 1;
      return binding.deleteSavedModel(id);
    };
    backend.binding = Object.create(binding, { deleteSavedModel: { value: deleteSavedModel } });
    for (const units of [3, 4, 5, 6, 7, 8]) {
      const model = network(units);
      const compiled = step(model);
      losses(compiled.run.bind(compiled));
      compiled.dispose();
      gone(model);
    }
    assert.equal(closed, 2);
    Shelf.of(backend).clear();
    assert.equal(closed, 6);
    backend.binding = binding;
  });
});
