import assert from "node:assert/strict";
import type { Tensor } from "@tensorflow/tfjs-core";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { compileModel } from "../../src/engine/compile/model.ts";
import { compilePredict } from "../../src/engine/compile/predict.ts";

describe("when a prediction is compiled", () => {
  let tf: TF;
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
  });

  /** Calls of a function of so many operations before it runs as a graph. */
  const eagerCalls = (operations: number): number => {
    const fn = (x: Tensor) => {
      let y = x;
      for (let i = 0; i < operations; i += 1) y = y.add(x);
      return y;
    };
    const predict = compilePredict(tf, fn, { after: "worth" });
    let calls = 0;
    for (; predict.ran === 0 && calls < 1000; calls += 1) tf.tidy(() => predict(tf.ones([2, 1])));
    predict.dispose();
    return calls - 1;
  };

  it("is after fewer calls the more there is to do in one, and the same each time", () => {
    const [few, many] = [eagerCalls(5), eagerCalls(200)];
    assert.ok(few > 100 && few < 1000, String(few));
    assert.ok(many > 5 && many < few / 2, String(many));
    assert.deepEqual([eagerCalls(5), eagerCalls(200)], [few, many]);
  });

  it("is at once for rows that would be very many batches", () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer: "ones" })] });
    compileModel(tf, model);
    const predict = (rows: number) => tf.tidy(() => assert.equal((model.predict(tf.ones([rows, 2])) as Tensor).dataSync()[rows - 1], 2));
    const binding = (tf.backend() as unknown as { binding: { loadSavedModel(...given: unknown[]): number } }).binding;
    let loaded = 0;
    const backend = tf.backend() as unknown as { binding: object };
    backend.binding = Object.create(binding, {
      loadSavedModel: {
        value: (...given: unknown[]) => {
          loaded += 1;
          return binding.loadSavedModel(...given);
        },
      },
    });
    try {
      predict(40);
      assert.equal(loaded, 0);
      predict(32 * 1000);
      assert.equal(loaded, 1);
    } finally {
      backend.binding = binding;
    }
    model.dispose();
  });
});
