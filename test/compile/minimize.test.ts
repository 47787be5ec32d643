import assert from "node:assert/strict";
import type { Scalar, Tensor, Variable } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { rateOf } from "../../src/engine/compile/rate.ts";
import type { CompiledMinimize } from "../../src/engine/compile/replay/compile-minimize.ts";
import { compareMinimize, type Training } from "./minimizing.ts";
import { optimizersOf, tensorOf, uniform } from "./models.ts";

describe("a compiled minimize", () => {
  let tf: TF;
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
  });

  const variable = (seed: number, shape: number[]): Variable => tf.tidy(() => tf.variable(tensorOf(tf, shape, centered(seed))));
  const centered = (seed: number) => {
    const next = uniform(seed);
    return () => next() - 0.5;
  };
  const rows = (at: number, count: number, width = 4): { x: Tensor; y: Tensor } => {
    const x = tensorOf(tf, [count, width], centered(at + 1));
    return { x, y: x.sum(1, true) };
  };
  const mlp = () => [variable(1, [4, 6]), variable(2, [6]), variable(3, [6, 1]), variable(4, [1])] as const;
  const output = ([a, b, c, d]: readonly Variable[], x: Tensor): Tensor =>
    x.matMul(a as never).add(b as never).relu().matMul(c as never).add(d as never); // biome-ignore format: one chain
  const mse = (y: Tensor, p: Tensor): Scalar => tf.losses.meanSquaredError(y, p) as Scalar;
  const read = (cost: Scalar | null, results: number[]) => {
    results.push(cost?.dataSync()[0] as number);
    cost?.dispose();
  };

  const compare = (make: () => Training, steps?: number) => compareMinimize(tf, make, steps);
  const ran = ({ compiled: { steps } }: { compiled: CompiledMinimize }) => steps.compiled.count;

  for (const [name, optimizer] of Object.entries(optimizersOf(() => tf))) {
    it(`trains a network by hand as in eager with ${name}, on another batch in each step, its rate included`, () => {
      const found = compare(() => {
        const variables = [...mlp()];
        const own = optimizer();
        return {
          optimizer: own,
          variables,
          step(at, results) {
            if (at === 50) rateOf(own).set(rateOf(own).get() / 3);
            const { x, y } = rows(at, 8);
            read(
              own.minimize(() => mse(y, output(variables, x)), true, variables),
              results,
            );
          },
        };
      });
      assert.ok(ran(found) >= 96, `${ran(found)} steps were compiled`);
    });
  }

  it("with L2, a loss of one's own, a number that changes, and no cost asked for", () => {
    const found = compare(() => {
      const variables = [...mlp()];
      const optimizer = tf.train.adam(0.01);
      return {
        optimizer,
        variables,
        step(at, results) {
          const { x, y } = rows(at, 8);
          const loss = () => {
            const far = y.sub(output(variables, x)).abs();
            const near = far.minimum(0.5);
            return near
              .square()
              .mul(0.5)
              .add(far.sub(near).mul(0.5))
              .mean()
              .add(
                (variables[0] as Variable)
                  .square()
                  .sum()
                  .mul(0.01 / (1 + at)),
              ) as Scalar;
          };
          assert.equal(optimizer.minimize(loss), null);
          if (at % 10 === 0) results.push(...(variables[1] as Variable).dataSync());
        },
      };
    });
    assert.ok(ran(found) >= 96);
  });

  it("batches of several sizes, and data made in the loss", () => {
    const found = compare(() => {
      const variables = [...mlp()];
      const optimizer = tf.train.adam(0.01);
      return {
        optimizer,
        variables,
        step(at, results) {
          const loss = () => {
            const { x, y } = rows(at, at % 5 === 4 ? 3 : 8);
            return mse(y, output(variables, x));
          };
          read(optimizer.minimize(loss, true), results);
        },
      };
    });
    assert.ok(ran(found) >= 90, `${ran(found)} steps were compiled`);
  });

  it("a loss that changes with the epoch, by an if and by Math.random, whose effects happen once a step", () => {
    const { random } = Math;
    let said: string[] = [];
    try {
      const found = compare(() => {
        const next = uniform(5);
        Math.random = next;
        said = [];
        const variables = [...mlp()];
        const optimizer = tf.train.sgd(0.05);
        return {
          optimizer,
          variables,
          step(at, results) {
            const { x, y } = rows(at, 8);
            const loss = () => {
              said.push(`step ${at}`);
              const plain = mse(y, output(variables, x));
              if (at >= 60) return plain.add((variables[2] as Variable).abs().sum().mul(0.01)) as Scalar;
              return Math.random() < 0.2 ? (plain.mul(2) as Scalar) : plain;
            };
            read(optimizer.minimize(loss, true, variables), results);
          },
        };
      }, 120);
      assert.deepEqual(
        said,
        Array.from({ length: 120 }, (_, i) => `step ${i}`),
      );
      assert.ok(ran(found) >= 110, `${ran(found)} steps were compiled: ${found.compiled.refused}`);
    } finally {
      Math.random = random;
    }
  });

  it("dropout and noise draw what they draw in eager", () => {
    const found = compare(() => {
      const seeds = uniform(8);
      const variables = [...mlp()];
      const optimizer = tf.train.adam(0.01);
      return {
        optimizer,
        variables,
        step(at, results) {
          const { x, y } = rows(at, 8);
          const loss = () =>
            mse(y, output(variables, tf.dropout(x, 0.3, undefined, seeds()).add(tf.randomNormal([8, 4], 0, 0.1, "float32", seeds()))));
          read(optimizer.minimize(loss, true, variables), results);
        },
      };
    });
    assert.ok(ran(found) >= 96);
  });

  it("where JavaScript reads a value in the loss: now and then, or always", () => {
    for (const every of [10, 1]) {
      const found = compare(() => {
        const variables = [...mlp()];
        const optimizer = tf.train.adam(0.01);
        return {
          optimizer,
          variables,
          step(at, results) {
            const { x, y } = rows(at, 8);
            const loss = () => {
              const cost = mse(y, output(variables, x));
              if (at % every === 0) results.push(cost.dataSync()[0] as number);
              return cost;
            };
            optimizer.minimize(loss, false, variables);
          },
        };
      });
      assert.ok(ran(found) >= 90, `${ran(found)} steps were compiled: ${found.compiled.refused}`);
    }
  });

  it("what escapes the loss has its values: always, and now and then", () => {
    const found = compare(() => {
      const variables = [...mlp()];
      const optimizer = tf.train.adam(0.01);
      let last: Tensor | null = null;
      let seldom: Tensor | null = null;
      return {
        optimizer,
        variables,
        step(at, results) {
          const { x, y } = rows(at, 8);
          const loss = () => {
            const logits = output(variables, x);
            last?.dispose();
            last = tf.keep(logits.sigmoid());
            if (at % 9 === 5) {
              seldom?.dispose();
              seldom = tf.keep(logits);
            }
            return mse(y, logits);
          };
          const cost = optimizer.minimize(loss, true, variables);
          results.push(...(last as unknown as Tensor).dataSync());
          if (seldom) results.push(...(seldom as Tensor).dataSync());
          read(cost, results);
        },
        dispose: () => tf.dispose([last as unknown as Tensor, seldom as unknown as Tensor]),
      };
    });
    assert.ok(ran(found) >= 80, `${ran(found)} steps were compiled`);
  });

  it("a recurrent network by hand, and one whose state is carried on", () => {
    const found = compare(() => {
      const variables = [variable(1, [3, 5]), variable(2, [5, 5]), variable(3, [5, 1])];
      const [w, u, v] = variables as [Variable, Variable, Variable];
      const optimizer = tf.train.rmsprop(0.01);
      let state = tf.keep(tf.zeros([6, 5]));
      return {
        optimizer,
        variables,
        step(at, results) {
          const x = tensorOf(tf, [6, 4, 3], centered(at + 3));
          const y = x.sum([1, 2]).expandDims(1);
          const loss = () => {
            let h = state;
            for (const one of tf.unstack(x, 1))
              h = one
                .matMul(w as never)
                .add(h.matMul(u as never))
                .tanh();
            state.dispose();
            state = tf.keep(h.clone());
            return mse(y, h.matMul(v as never));
          };
          read(optimizer.minimize(loss, true, variables), results);
        },
        dispose: () => state.dispose(),
      };
    });
    assert.ok(ran(found) >= 96, `${ran(found)} steps were compiled; ${found.compiled.refused}`);
  });

  it("a model of layers in the loss: batch normalisation, embedding, dropout", () => {
    const found = compare(() => {
      const random = Math.random;
      Math.random = uniform(3);
      const model = tf.sequential({
        layers: [
          tf.layers.embedding({
            inputDim: 9,
            outputDim: 4,
            inputLength: 5,
            embeddingsInitializer: tf.initializers.randomUniform({ seed: 1 } as never),
          }),
          tf.layers.flatten(),
          tf.layers.dense({ units: 6, useBias: false, kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }),
          tf.layers.batchNormalization(),
          tf.layers.dropout({ rate: 0.2, seed: 3 }),
          tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.glorotUniform({ seed: 4 }) }),
        ],
      });
      Math.random = random;
      const optimizer = tf.train.adam(0.01);
      return {
        optimizer,
        variables: (model as LayersModel).weights.map((weight) => weight.read() as Variable),
        step(at, results) {
          const x = tensorOf(tf, [8, 5], () => 0).add(tensorOf(tf, [8, 5], (() => { const n = uniform(at); return () => Math.floor(n() * 9); })())); // biome-ignore format: short
          const y = x.mean(1, true).div(9);
          read(
            optimizer.minimize(() => mse(y, model.apply(x, { training: true }) as Tensor), true),
            results,
          );
        },
      };
    }, 40);
    assert.ok(ran(found) >= 30, `${ran(found)} steps were compiled; ${found.compiled.refused}`);
  });
});
