import assert from "node:assert/strict";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Sequential } from "@tensorflow/tfjs-layers";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { BatchShelf } from "../../src/engine/compile/batch-shelf.ts";
import { type NodeBackend, nodeBackend } from "../../src/engine/compile/binding.ts";
import { compileModel } from "../../src/engine/compile/model.ts";
import { compilePredict } from "../../src/engine/compile/predict.ts";
import { Shelf } from "../../src/engine/compile/shelf.ts";
import { apart, tensorOf, uniform } from "./models.ts";

describe("sessions of predictions that do the same", () => {
  let tf: TF;
  let backend: NodeBackend;
  /** Graphs that TensorFlow was given. */
  let loaded = 0;
  const next = uniform(5);
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
    backend = nodeBackend(tf);
  });
  const clear = () => {
    BatchShelf.of(backend).clear();
    Shelf.of(backend).clear();
  };
  beforeEach(() => {
    clear();
    const { binding } = backend;
    loaded = 0;
    const loadSavedModel = (...given: Parameters<typeof binding.loadSavedModel>) => {
      loaded += 1;
      return binding.loadSavedModel(...given);
    };
    backend.binding = Object.create(binding, { loadSavedModel: { value: loadSavedModel } });
  });
  afterEach(() => {
    backend.binding = Object.getPrototypeOf(backend.binding);
    clear();
  });

  const network = (units = 6): Sequential => {
    const { dense } = tf.layers;
    const model = tf.sequential({ layers: [dense({ units, activation: "relu", inputShape: [4] }), dense({ units: 1 })] });
    model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    return model;
  };
  const valuesOf = (one: Tensor) => [one.dataSync() as Float32Array];

  /** Predicts with a network and lets it go. */
  function predicted(model: Sequential): void {
    const predict = compilePredict<Tensor[], Tensor>(tf, model);
    tf.tidy(() => {
      const x = tensorOf(tf, [7, 4], next);
      assert.ok(apart(valuesOf(predict(x)), valuesOf(model.apply(x) as Tensor)) < 1e-5);
    });
    assert.deepEqual([predict.refused, predict.ran], [null, 1]);
    predict.dispose();
    model.dispose();
  }

  it("are taken over by the next, with weights of its own", () => {
    for (let i = 0; i < 4; i += 1) predicted(network());
    assert.equal(loaded, 1);
  });

  it("are not those of a network of another shape, nor of one that is still there", () => {
    predicted(network(6));
    predicted(network(7));
    assert.equal(loaded, 2);
    const model = network(8);
    const first = compilePredict<Tensor[], Tensor>(tf, model);
    tf.tidy(() => void first(tensorOf(tf, [3, 4], next)));
    predicted(network(8));
    assert.equal(loaded, 4);
    first.dispose();
    predicted(network(8));
    assert.equal(loaded, 4);
    model.dispose();
  });

  it("are those of functions with the same numbers only", () => {
    const times = (factor: number) => (x: Tensor) => x.mul(tf.tensor1d([factor, 1, 1, 1]));
    for (const [factor, graphs] of [
      [2, 1],
      [2, 1],
      [3, 2],
    ] as const) {
      const predict = compilePredict<[Tensor], Tensor>(tf, times(factor));
      tf.tidy(() => {
        const x = tensorOf(tf, [5, 4], next);
        assert.ok(apart(valuesOf(predict(x)), valuesOf(times(factor)(x))) < 1e-6);
      });
      assert.deepEqual([predict.refused, loaded], [null, graphs]);
      predict.dispose();
    }
  });

  it("judge the validation rows of one training after the other", async () => {
    const judged: number[] = [];
    for (let i = 0; i < 3; i += 1) {
      const model = network();
      const compiled = compileModel(tf, model, { after: Number.POSITIVE_INFINITY, predictAfter: 0 });
      const [x, y] = [tensorOf(tf, [16, 4], next), tensorOf(tf, [16, 1], next)];
      const { history } = await model.fit(x, y, { epochs: 2, validationData: [x, y], verbose: 0 });
      judged.push(history.val_loss?.length ?? 0);
      compiled.dispose();
      model.dispose();
      tf.dispose([x, y]);
    }
    assert.deepEqual([judged, loaded], [[2, 2, 2], 1]);
  });

  it("are closed where more than four are kept", () => {
    const { binding } = backend;
    let closed = 0;
    const deleteSavedModel = (id: number) => {
      closed += 1;
      binding.deleteSavedModel(id);
    };
    backend.binding = Object.create(binding, { deleteSavedModel: { value: deleteSavedModel } });
    for (let units = 1; units <= 6; units += 1) predicted(network(units));
    assert.equal(closed, 2);
    backend.binding = binding;
  });
});
