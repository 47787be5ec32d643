import assert from "node:assert/strict";
import type { NamedTensorMap, Scalar, Tensor, Variable } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { compileMinimize } from "../../src/engine/compile/replay/compile-minimize.ts";
import { compareMinimize } from "./minimizing.ts";
import { apart, tensorOf } from "./models.ts";
import { centered, type Hand, mse as mseOf, readingTraining } from "./reading.ts";

describe("values that a compiled loop reads in each step", () => {
  let tf: TF;
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
  });

  const training = (step: (hand: Hand) => void, rowsAt?: (at: number) => number) => readingTraining(tf, step, rowsAt);
  const compare = (step: (hand: Hand) => void, steps = 60, rowsAt?: (at: number) => number) => {
    const { compiled, results } = compareMinimize(tf, () => training(step, rowsAt), steps);
    return { ran: compiled.steps.compiled.count, refused: compiled.refused, results };
  };
  const mse = (both: { p: Tensor; y: Tensor }) => mseOf(tf, both);
  const norm = (grads: NamedTensorMap): Tensor => tf.addN(Object.values(grads).map((one) => one.square().sum())).sqrt();

  const readings: [string, (tensor: Tensor) => number][] = [
    ["dataSync", (tensor) => tensor.dataSync()[0] as number],
    ["arraySync", (tensor) => tensor.arraySync() as number],
    ["toString", (tensor) => Number(/[-\d.e]+$/.exec(tensor.toString().trim())?.[0])],
    [
      "print",
      (tensor) => {
        const { log } = console;
        let said = "";
        console.log = (text: string) => {
          said += text;
        };
        tensor.print();
        console.log = log;
        return Number(/[-\d.e]+$/.exec(said.trim())?.[0]);
      },
    ],
  ];
  for (const [name, read] of readings)
    it(`of the loss, in it and after it, and a metric of what was predicted, by ${name}`, () => {
      const found = compare(({ optimizer, results, predict, variables }) => {
        const cost = optimizer.minimize(
          () => {
            const both = predict();
            const loss = mse(both);
            results.push(read(loss), read(both.p.sub(both.y).abs().mean()));
            return loss;
          },
          true,
          variables,
        ) as Scalar;
        results.push(read(cost));
        cost.dispose();
      });
      assert.ok(found.ran >= 57, `${found.ran} steps were compiled: ${found.refused}`);
      assert.ok(found.results.every(Number.isFinite));
    });

  it("by promises: data and array, which come in their order", async () => {
    const train = async (fast: boolean) => {
      const { optimizer, variables, step } = training(({ optimizer, results, predict }) => {
        const cost = optimizer.minimize(() => {
          const both = predict();
          const loss = mse(both);
          void loss.data().then(([value]) => results.push(value as number));
          void both.p.mean().array().then((value) => results.push(value as number)); // biome-ignore format: one chain
          return loss;
        }, true);
        void cost?.data().then(([value]) => results.push(value as number));
      });
      const compiled = fast ? compileMinimize(tf, optimizer) : null;
      const results: number[] = [];
      for (let at = 0; at < 40; at += 1) {
        tf.tidy(() => step(at, results));
        await null;
        await new Promise(setImmediate);
        assert.equal(results.length, 3 * (at + 1));
      }
      const ran = compiled?.steps.compiled.count ?? 0;
      for (const one of [compiled, optimizer, ...variables]) one?.dispose();
      return { results, ran };
    };
    const [eager, fast] = [await train(false), await train(true)];
    assert.ok(apart([fast.results], [eager.results]) < 1e-4);
    assert.ok(fast.ran >= 37, String(fast.ran));
  });

  it("one after the other, what is computed with them included, and batches of two sizes", () => {
    const found = compare(
      ({ optimizer, results, predict }) => {
        optimizer.minimize(() => {
          const both = predict();
          const [first] = both.p.abs().max().dataSync();
          const scaled = both.p.mul(1 / (1 + (first as number)));
          const [second] = scaled.sum().dataSync();
          results.push(first as number, second as number, scaled.dataSync()[0] as number, scaled.dataSync()[0] as number);
          return mse(both).mul(1 + Math.abs(second as number)) as Scalar;
        });
      },
      80,
      (at) => (at % 5 === 4 ? 3 : 8),
    );
    assert.ok(found.ran >= 70, `${found.ran} steps were compiled: ${found.refused}`);
  });

  it("and that it goes another way by, whose effects happen once a step", () => {
    let said: number[] = [];
    const ways: Record<string, number> = {};
    const found = compare(({ optimizer, at, results, predict, variables }) => {
      if (at === 0) said = [];
      optimizer.minimize(() => {
        said.push(at);
        const both = predict();
        const [value] = both.p.mean().dataSync();
        results.push(value as number);
        const way = (value as number) > 0 ? "plus" : "minus";
        ways[way] = (ways[way] ?? 0) + 1;
        return (value as number) > 0 ? mse(both) : (mse(both).add((variables[0] as Variable).square().sum().mul(0.01)) as Scalar);
      });
    }, 100);
    assert.deepEqual(
      said,
      Array.from({ length: 100 }, (_, i) => i),
    );
    assert.ok((ways.plus as number) > 15 && (ways.minus as number) > 15, JSON.stringify(ways));
    assert.ok(found.ran >= 90, `${found.ran} steps were compiled: ${found.refused}`);
  });

  it("now and then, and the more of them the rarer", () => {
    const found = compare(({ optimizer, at, results, predict }) => {
      optimizer.minimize(() => {
        const both = predict();
        const loss = mse(both);
        if (at % 3 === 0) results.push(loss.dataSync()[0] as number);
        if (at % 9 === 0) results.push(...both.p.dataSync());
        return loss;
      });
    }, 90);
    assert.ok(found.ran >= 80, `${found.ran} steps were compiled: ${found.refused}`);
  });

  it("between gradients and applying them: the loss, a norm that decides what is applied, a gradient, and the loss once more", () => {
    const found = compare(({ optimizer, results, predict, variables }) => {
      const { value, grads } = tf.variableGrads(() => mse(predict()), variables);
      results.push(value.dataSync()[0] as number);
      const [size] = norm(grads).dataSync();
      results.push(size as number, ...(grads[(variables[1] as Variable).name] as Tensor).dataSync());
      const most = 0.5;
      const applied = (size as number) > most ? Object.entries(grads).map(([name, one]) => [name, one.mul(most / (size as number))]) : null;
      optimizer.applyGradients(applied ? Object.fromEntries(applied) : grads);
      results.push(value.dataSync()[0] as number, (value.arraySync() as number) + 1);
    }, 90);
    assert.ok(found.ran >= 80, `${found.ran} steps were compiled: ${found.refused}`);
  });

  it("of a step that is then given up, by not applying its gradients or by an error", () => {
    const found = compare(({ optimizer, at, results, predict, variables }) => {
      const { value, grads } = optimizer.computeGradients(() => mse(predict()), variables);
      results.push(value.dataSync()[0] as number);
      if (at % 7 === 6) results.push(...norm(grads).dataSync());
      else optimizer.applyGradients(grads);
      if (at % 10 !== 9) return;
      assert.throws(
        () =>
          optimizer.computeGradients(() => {
            results.push(mse(predict()).dataSync()[0] as number);
            throw new RangeError("mine");
          }, variables),
        RangeError,
      );
      const { state } = tf.engine() as unknown as { state: { activeTape: { saved: Tensor[] }[] | null } };
      for (const { saved } of state.activeTape ?? []) tf.dispose(saved); // TensorFlow.js leaves them after an error
      state.activeTape = null;
    }, 70);
    assert.ok(found.ran >= 40, `${found.ran} steps were compiled: ${found.refused}`);
  });

  it("of a model whose own variables change on the way (batch normalisation), with a smaller last batch", () => {
    const { compiled } = compareMinimize(
      tf,
      () => {
        const dense = (units: number, seed: number, more = {}) =>
          tf.layers.dense({ units, kernelInitializer: tf.initializers.glorotUniform({ seed }), ...more });
        const model: LayersModel = tf.sequential({
          layers: [dense(5, 1, { inputShape: [4], useBias: false }), tf.layers.batchNormalization(), dense(1, 2)],
        });
        const optimizer = tf.train.adam(0.01);
        return {
          optimizer,
          variables: model.weights.map((weight) => weight.read() as Variable),
          step(at, results) {
            const x = tensorOf(tf, [at % 4 === 3 ? 3 : 8, 4], centered(at + 1));
            optimizer.minimize(() => {
              const loss = mse({ p: model.apply(x, { training: true }) as Tensor, y: x.sum(1, true) });
              results.push(loss.dataSync()[0] as number);
              return loss;
            });
          },
        };
      },
      60,
    );
    assert.ok(compiled.steps.compiled.count >= 30, `${compiled.steps.compiled.count} steps were compiled: ${compiled.refused}`);
  });
});
