import assert from "node:assert/strict";
import type { Tensor } from "@tensorflow/tfjs-core";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { compileModel } from "../../src/engine/compile/model.ts";
import { compilePredict } from "../../src/engine/compile/predict.ts";
import { StepsWorth } from "../../src/engine/compile/worth.ts";

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

describe("when training steps are compiled", () => {
  /** Eager steps of so many tensors before there is a graph, of epochs of so many. */
  const eagerSteps = (tensors: number, plan: { epochs: number; anEpoch: number } | null, most = 1000): number => {
    const worth = new StepsWorth();
    worth.plan(plan && { steps: plan.epochs * plan.anEpoch, anEpoch: plan.anEpoch }, 0);
    worth.tensors = tensors;
    for (let made = 1; made <= most; made += 1) if (worth.reached(made)) return made;
    return Number.POSITIVE_INFINITY;
  };
  const [SMALL, LARGE] = [150, 8000];

  it("is after the first one, of networks whose graph is made soon; of others once as much was spent", () => {
    assert.equal(eagerSteps(SMALL, null), 1);
    assert.equal(eagerSteps(LARGE, null), 21);
    assert.equal(new StepsWorth().reached(0), false);
  });

  it("is after the first one of enough, or never, where it is known how many there are", () => {
    assert.equal(eagerSteps(SMALL, { epochs: 2, anEpoch: 10 }), Number.POSITIVE_INFINITY);
    assert.equal(eagerSteps(SMALL, { epochs: 10, anEpoch: 10 }), 1);
    assert.equal(eagerSteps(LARGE, { epochs: 1, anEpoch: 20 }), Number.POSITIVE_INFINITY);
    assert.equal(eagerSteps(LARGE, { epochs: 1, anEpoch: 100 }), 1);
  });

  it("is in the second epoch, where the first would be much longer for it", () => {
    assert.equal(eagerSteps(LARGE, { epochs: 10, anEpoch: 5 }), 5);
    assert.equal(eagerSteps(LARGE, { epochs: 10, anEpoch: 19 }), 1);
  });

  it("stays so, and what was made before counts", () => {
    const worth = new StepsWorth();
    worth.tensors = SMALL;
    worth.plan({ steps: 10, anEpoch: 10 }, 0);
    assert.equal(worth.reached(10), false);
    worth.plan({ steps: 10, anEpoch: 10 }, 40);
    assert.equal(worth.reached(40), true);
    worth.plan({ steps: 1, anEpoch: 1 }, 0);
    assert.equal(worth.reached(0), true);
  });
});
