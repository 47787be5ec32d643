import assert from "node:assert/strict";
import type { Tensor, Tensor2D } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { nodeBackend } from "../../src/engine/compile/binding.ts";
import { compilePredict } from "../../src/engine/compile/predict.ts";
import type { RefusedCode } from "../../src/engine/compile/refused.ts";
import { residentMegabytes } from "../support/memory.ts";
import { apart, tensorOf, uniform } from "./models.ts";

type Fn = (...inputs: Tensor[]) => Tensor | Tensor[];

describe("a prediction as one graph for any number of rows", () => {
  let tf: TF;
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
  });
  const next = uniform(17);
  const rowsOf = (rows: number, ...shape: number[]) => tensorOf(tf, [rows, ...shape], next);
  const valuesOf = (all: Tensor | Tensor[]) => [all].flat().map((one) => one.dataSync() as Float32Array);
  const shapesOf = (all: Tensor | Tensor[]) => [all].flat().map(({ shape }) => shape);
  const network = () =>
    tf.sequential({
      layers: [tf.layers.dense({ units: 5, activation: "relu", inputShape: [4] }), tf.layers.dense({ units: 2, activation: "softmax" })],
    });

  const functions: Record<string, Fn> = {
    "rows and steps in one dimension": (x) =>
      x
        .reshape([x.shape[0] * 3, 4])
        .square()
        .reshape([-1, 12]),
    "zeros to begin with": (x) => tf.zeros([x.shape[0], 4]).add(x.sum(1)),
    "ones of another type": (x) =>
      tf
        .ones([2, x.shape[0]], "int32")
        .sum(0)
        .add(x.sum([1, 2]).round().toInt()),
    "the numbers of rows": (x) =>
      tf
        .range(0, x.shape[0], 1)
        .add(1)
        .mul(x.sum([1, 2])),
    "whole numbers of rows": (x) => tf.range(0, x.shape[0], 1, "int32"),
    "one row for all": (x) => tf.tensor(Array.from({ length: x.shape[0] }, () => [[1, 2, 3, 4]])).add(x),
    "a sum that is divided by the rows": (x) => x.sum().div(x.shape[0]),
    "a mean that is multiplied by the rows": (x) => x.mean().mul(x.shape[0]),
    "rows at the end, and some more": (x) => x.slice([x.shape[0] - 1, 0, 0], [1, 3, 4]).tile([x.shape[0] + 2, 1, 1]),
    "one-hot, gathered and padded": (x) => [
      tf.oneHot(x.sum([1, 2]).round().toInt().abs().minimum(2).toInt(), 3).gather(tf.zeros([x.shape[0]], "int32")),
      x.pad([
        [x.shape[0], 1],
        [0, 0],
        [0, 0],
      ]),
    ],
    "a row from above": (x) => x.cumsum(0).reverse(0).concat(x, 1),
    "what does not depend on the rows": () => tf.ones([3]),
  };
  for (const [name, fn] of Object.entries(functions)) {
    it(`is made of ${name}`, () => {
      const predict = compilePredict(tf, fn);
      tf.tidy(() => {
        for (const rows of [3, 1, 2, 11, 40]) {
          const x = rowsOf(rows, 3, 4);
          const [ours, eager] = [predict(x), fn(x)];
          assert.deepEqual(shapesOf(ours), shapesOf(eager));
          assert.ok(apart(valuesOf(ours), valuesOf(eager)) < 1e-5);
          assert.deepEqual(
            [ours].flat().map(({ dtype }) => dtype),
            [eager].flat().map(({ dtype }) => dtype),
          );
        }
      });
      assert.equal(predict.refused, null);
      assert.equal(predict.ran, 5);
      predict.dispose();
    });
  }

  const refused: Record<string, { fn: Fn; code: RefusedCode }> = {
    "a value that is read back": { fn: (x) => x.mul(x.dataSync()[0] as number), code: "readback" },
    "other operations for more rows": { fn: (x) => (x.shape[0] > 2 ? x.square() : x.abs()), code: "control-flow" },
    "a constant that rows do not explain": { fn: (x) => x.mul(Math.cos(x.shape[0])), code: "constant" },
    "sizes in no line": { fn: (x) => x.tile([Math.ceil(x.shape[0] / 2), 1, 1]), code: "different" },
    "an attribute of so many rows": { fn: (x) => x.unstack(0)[0] as Tensor, code: "operation" },
    "numbers drawn anew": { fn: (x) => x.mul(tf.randomUniform([3, 4])), code: "constant" },
  };
  for (const [name, { fn, code }] of Object.entries(refused)) {
    it(`is refused, and eager: ${name}`, () => {
      const heard: string[] = [];
      const predict = compilePredict(tf, fn, { onRefused: (reason) => heard.push(reason.code) });
      tf.tidy(() => {
        for (const rows of [4, 3]) assert.deepEqual(shapesOf(predict(rowsOf(rows, 3, 4))), shapesOf(fn(rowsOf(rows, 3, 4))));
      });
      assert.deepEqual(heard, [code]);
      assert.equal(predict.ran, 0);
      predict.dispose();
    });
  }

  it("is compared with as many rows as there are, not with few alone", () => {
    const predict = compilePredict(tf, (x: Tensor) => (x.shape[0] > 20 ? x.square() : x.abs()));
    tf.tidy(() =>
      assert.deepEqual(
        [
          ...predict(tf.fill([40, 1], 3))
            .dataSync()
            .slice(0, 2),
        ],
        [9, 9],
      ),
    );
    assert.equal(predict.refused?.code, "different");
    predict.dispose();
  });

  it("changes no variable", () => {
    const w = tf.variable(tf.scalar(1));
    const predict = compilePredict(tf, (x: Tensor) => {
      w.assign(w.add(1));
      return x.mul(w);
    });
    tf.tidy(() => predict(rowsOf(2, 1)));
    assert.equal(predict.refused?.code, "variables");
    w.dispose();
  });

  it("takes in the weights when they have changed", () => {
    const model = network();
    const predict = compilePredict(tf, model);
    tf.tidy(() => {
      const x = rowsOf(6, 4);
      for (let i = 0; i < 4; i += 1) {
        assert.ok(apart(valuesOf(predict(x)), valuesOf(model.predictOnBatch(x))) < 1e-5);
        model.setWeights(model.getWeights().map((weight) => weight.mul(-0.7).add(0.1 * i)));
      }
    });
    assert.equal(predict.ran, 4);
    predict.dispose();
    model.dispose();
  });

  it("throws what the function throws, and is compiled all the same", () => {
    const model = network();
    const predict = compilePredict(tf, model);
    tf.tidy(() => {
      assert.throws(() => predict(rowsOf(2, 7)));
      assert.equal(predict.refused, null);
      assert.deepEqual(predict(rowsOf(2, 4)).shape, [2, 2]);
    });
    assert.equal(predict.ran, 1);
    model.dispose();
    assert.throws(() => tf.tidy(() => predict(rowsOf(2, 4))));
    predict.dispose();
  });

  it("is eager for the first calls, without rows, and when disposed of", () => {
    const model = network();
    const predict = compilePredict(tf, model, { after: 3 });
    tf.tidy(() => {
      for (let i = 0; i < 5; i += 1) predict(rowsOf(2, 4));
      assert.equal(predict.ran, 2);
      assert.deepEqual(compilePredict(tf, (x: Tensor) => x.square())(tf.zeros([0, 3])).shape, [0, 3]);
      predict.dispose();
      assert.deepEqual(predict(rowsOf(2, 4)).shape, [2, 2]);
    });
    assert.equal(predict.ran, 2);
    model.dispose();
  });

  it("has a graph for each width of its rows", () => {
    const predict = compilePredict(tf, (x: Tensor) => x.sum(1));
    tf.tidy(() => {
      for (const width of [2, 5, 2, 9]) assert.deepEqual(predict(tf.ones([3, width])).arraySync(), [width, width, width]);
    });
    assert.equal(predict.ran, 4);
    predict.dispose();
  });

  it("predicts very many rows in parts", () => {
    const predict = compilePredict(tf, (x: Tensor) => [x.tile([1, 4000]).mean(1), x.square()]);
    tf.tidy(() => {
      const x = rowsOf(9000, 2);
      const [mean, square] = predict(x) as [Tensor, Tensor];
      assert.ok(apart(valuesOf([mean, square]), valuesOf([x.mean(1), x.square()])) < 1e-4);
      assert.deepEqual([mean.shape, square.shape], [[9000], [9000, 2]]);
    });
    assert.equal(predict.refused, null);
    predict.dispose();
  });

  it("predicts large rows in parts that stay in the processor's cache, and small ones at once", () => {
    const backend = nodeBackend(tf);
    const { binding } = backend;
    const callsOf = (times: number) => {
      const x = rowsOf(300, 2);
      let calls = 0;
      const runSavedModel = (...given: Parameters<typeof binding.runSavedModel>) => {
        calls += 1;
        return binding.runSavedModel(...given);
      };
      backend.binding = Object.create(binding, { runSavedModel: { value: runSavedModel } });
      try {
        const predict = compilePredict(tf, (given: Tensor) => given.tile([1, times]).mean(1));
        predict(x).dispose();
        calls = 0;
        tf.tidy(() => assert.deepEqual(predict(x).shape, [300]));
        predict.dispose();
      } finally {
        backend.binding = binding;
      }
      x.dispose();
      return calls;
    };
    assert.deepEqual([4096, 1000].map(callsOf), [Math.ceil(300 / 128), 1]);
  });

  it("says of a row what it says of it alone, whatever batch it comes in", () => {
    const model = network();
    const predict = compilePredict(tf, model);
    const x = rowsOf(50, 4) as Tensor2D;
    const alone = Array.from({ length: 50 }, (_, i) => tf.tidy(() => predict(x.slice(i, 1)).dataSync() as Float32Array));
    fc.assert(
      fc.property(fc.array(fc.nat(49), { minLength: 1, maxLength: 200 }), (rows) => {
        const found = tf.tidy(() => predict(x.gather(tf.tensor1d(rows, "int32"))).dataSync() as Float32Array);
        const expected = rows.flatMap((row) => [...(alone[row] as Float32Array)]);
        assert.ok(apart([found], [expected]) < 1e-5);
      }),
    );
    predict.dispose();
    x.dispose();
    model.dispose();
  });

  it("reckons the gates of recurrent layers each by itself where there are many rows", () => {
    const { lstm, gru, bidirectional, dense } = tf.layers;
    const layers = {
      lstm: () => lstm({ units: 3, inputShape: [4, 2] }),
      "lstm of sigmoids, step by step": () => lstm({ units: 3, recurrentActivation: "sigmoid", returnSequences: true, inputShape: [4, 2] }),
      gru: () => gru({ units: 3, inputShape: [4, 2] }),
      bidirectional: () => bidirectional({ layer: lstm({ units: 3 }) as never, mergeMode: "concat", inputShape: [4, 2] }),
    };
    for (const [name, layer] of Object.entries(layers)) {
      const model = tf.sequential({ layers: [layer(), dense({ units: 1 })] });
      for (const sizes of [
        [3, 256, 300, 2],
        [300, 3],
      ]) {
        const predict = compilePredict<Tensor[], Tensor>(tf, model);
        tf.tidy(() => {
          for (const rows of sizes) {
            const x = rowsOf(rows, 4, 2);
            assert.ok(apart(valuesOf(predict(x)), valuesOf(model.apply(x) as Tensor)) < 1e-5, `${name}, ${rows} rows`);
          }
        });
        assert.deepEqual([predict.refused, predict.ran], [null, sizes.length]);
        predict.dispose();
      }
      model.dispose();
    }
  });

  it("leaves nothing in memory: 10,000 predictions", () => {
    const model = network();
    const predict = compilePredict(tf, model);
    const rows = [1, 3, 8].map((count) => rowsOf(count, 4));
    const many = (count: number) => {
      for (let i = 0; i < count; i += 1) predict(rows[i % rows.length] as Tensor).dispose();
      return { tensors: tf.memory().numTensors, megabytes: residentMegabytes() };
    };
    const before = many(3000);
    const after = many(10_000);
    assert.equal(after.tensors, before.tensors);
    assert.ok(after.megabytes - before.megabytes < 32, `${after.megabytes - before.megabytes} MB`);
    assert.equal(predict.ran, 13_000);
    predict.dispose();
    tf.dispose(rows);
    model.dispose();
  });
});
