import assert from "node:assert/strict";
import type { NamedTensorMap, Optimizer, Scalar, Tensor, Variable } from "@tensorflow/tfjs-core";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { rateOf } from "../../src/engine/compile/rate.ts";
import { compareMinimize } from "./minimizing.ts";
import { optimizersOf, tensorOf, uniform } from "./models.ts";

/** What a step of such a loop has at hand. */
interface Hand {
  optimizer: Optimizer;
  variables: Variable[];
  at: number;
  results: number[];
  /** Of a batch of its own. */
  loss(): Scalar;
}

describe("compiled gradients that a loop applies itself", () => {
  let tf: TF;
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
  });

  const centered = (seed: number) => {
    const next = uniform(seed);
    return () => next() - 0.5;
  };
  const variable = (seed: number, shape: number[]): Variable => tf.tidy(() => tf.variable(tensorOf(tf, shape, centered(seed))));
  const network = () => [variable(1, [4, 6]), variable(2, [6]), variable(3, [6, 1]), variable(4, [1])];
  const output = ([a, b, c, d]: readonly Variable[], x: Tensor): Tensor =>
    x.matMul(a as never).add(b as never).relu().matMul(c as never).add(d as never); // biome-ignore format: one chain
  const lossOf = (variables: readonly Variable[], at: number, count = 8): Scalar => {
    const x = tensorOf(tf, [count, 4], centered(at + 1));
    return tf.losses.meanSquaredError(x.sum(1, true), output(variables, x)) as Scalar;
  };
  const clipped = (grads: NamedTensorMap, most = 0.05): NamedTensorMap =>
    Object.fromEntries(Object.entries(grads).map(([name, one]) => [name, one.clipByValue(-most, most)]));
  const globalNorm = (grads: NamedTensorMap): Tensor => tf.addN(Object.values(grads).map((one) => one.square().sum())).sqrt();

  /** A training whose step is `step`; tells how many steps were compiled. */
  const compare = (step: (hand: Hand) => void, optimizerOf: () => Optimizer = () => tf.train.adam(0.01), steps = 60) => {
    const { compiled } = compareMinimize(
      tf,
      () => {
        const [variables, optimizer] = [network(), optimizerOf()];
        return {
          variables,
          optimizer,
          step: (at, results) => step({ optimizer, variables, at, results, loss: () => lossOf(variables, at) }),
        };
      },
      steps,
    );
    return { ran: compiled.steps.compiled.count, refused: compiled.refused };
  };

  for (const [name, make] of Object.entries(optimizersOf(() => tf)))
    it(`clipped by value, with ${name}, its rate included`, () => {
      const found = compare(({ optimizer, variables, at, results, loss }) => {
        if (at === 30) rateOf(optimizer).set(rateOf(optimizer).get() / 3);
        const { value, grads } = optimizer.computeGradients(loss, variables);
        optimizer.applyGradients(clipped(grads));
        results.push(value.dataSync()[0] as number);
      }, make);
      assert.ok(found.ran >= 55, `${found.ran} steps were compiled: ${found.refused}`);
    });

  it("clipped by their global norm, by tf.variableGrads, noise that JavaScript draws added, in the order of a list", () => {
    const found = compare(({ optimizer, variables, at, results, loss }) => {
      const next = centered(at);
      const { value, grads } = tf.variableGrads(loss, variables);
      const scale = tf.scalar(0.1).div(globalNorm(grads).maximum(0.1));
      const noisy = variables.map(({ name, shape }) => ({
        name,
        tensor: (grads[name] as Tensor).mul(scale).add(tensorOf(tf, shape, next).mul(0.01)),
      }));
      optimizer.applyGradients(noisy as never);
      results.push(...value.dataSync(), ...scale.dataSync(), ...(noisy[1] as { tensor: Tensor }).tensor.dataSync());
    });
    assert.ok(found.ran >= 55, `${found.ran} steps were compiled: ${found.refused}`);
  });

  it("by tf.grads with respect to variables, applied to some of them, and everything disposed of by hand", () => {
    const found = compare(({ optimizer, variables, loss }) => {
      const grads = tf.grads((...all: Tensor[]) => loss().add((all[0] as Tensor).square().sum().mul(0.01)))(variables);
      optimizer.applyGradients({
        [(variables[0] as Variable).name]: grads[0] as Tensor,
        [(variables[2] as Variable).name]: grads[2] as Tensor,
      });
      tf.dispose(grads);
    });
    assert.ok(found.ran >= 55, `${found.ran} steps were compiled: ${found.refused}`);
  });

  it("a scale that changes in each step, and a branch of JavaScript between", () => {
    const found = compare(({ optimizer, variables, at, results, loss }) => {
      const { value, grads } = optimizer.computeGradients(loss, variables);
      const scaled = Object.fromEntries(Object.entries(grads).map(([name, one]) => [name, one.mul(1 / (1 + at))]));
      optimizer.applyGradients(at % 4 === 3 ? clipped(scaled, 0.001) : scaled);
      results.push(...value.dataSync());
    });
    assert.ok(found.ran >= 50, `${found.ran} steps were compiled: ${found.refused}`);
  });

  it("where a value is read between: now and then, or always", () => {
    for (const every of [10, 1]) {
      const found = compare(({ optimizer, variables, at, results, loss }) => {
        const { value, grads } = optimizer.computeGradients(loss, variables);
        if (at % every === 5 % every) results.push(...value.dataSync(), ...globalNorm(grads).dataSync());
        optimizer.applyGradients(clipped(grads));
      });
      assert.ok(found.ran >= 54, `${found.ran} steps were compiled: ${found.refused}`);
    }
  });

  it("gradients of two and of four batches, added up, are right", () => {
    for (const batches of [2, 4]) {
      const found = compare(({ optimizer, variables, at, results }) => {
        let sum: NamedTensorMap | null = null;
        for (let i = 0; i < batches; i += 1) {
          const { value, grads } = optimizer.computeGradients(() => lossOf(variables, at * batches + i), variables);
          const before: NamedTensorMap | null = sum;
          sum = before ? Object.fromEntries(Object.entries(grads).map(([name, one]) => [name, one.add(before[name] as Tensor)])) : grads;
          results.push(...(i === 0 ? [] : value.dataSync()));
        }
        optimizer.applyGradients(sum as NamedTensorMap);
      });
      assert.ok(found.ran >= 50, `${found.ran} steps were compiled: ${found.refused}`);
    }
  });

  it("gradients that are kept over the steps and applied in every third", () => {
    let sums: NamedTensorMap = {};
    const found = compare(({ optimizer, variables, at, results, loss }) => {
      if (at === 0) sums = {};
      const { value, grads } = tf.variableGrads(loss, variables);
      for (const [name, one] of Object.entries(grads)) {
        const known = sums[name];
        sums[name] = tf.keep(known ? known.add(one) : one.clone());
        known?.dispose();
      }
      if (at % 3 === 2) {
        optimizer.applyGradients(sums);
        tf.dispose(sums);
        sums = {};
        results.push(...value.dataSync());
      }
    });
    assert.ok(found.ran >= 15, `${found.ran} steps were compiled: ${found.refused}`);
  });

  it("a NaN is a NaN", () => {
    const found = compare(({ optimizer, variables, at, results, loss }) => {
      const { value, grads } = optimizer.computeGradients(() => (at < 40 ? loss() : (loss().mul(Number.NaN) as Scalar)), variables);
      optimizer.applyGradients(clipped(grads));
      if (at < 40) results.push(...value.dataSync());
      else assert.ok(Number.isNaN(value.dataSync()[0]));
      if (at === 59) for (const one of variables) one.assign(one.isNaN().cast("float32") as never);
    });
    assert.ok(found.ran >= 50, `${found.ran} steps were compiled: ${found.refused}`);
  });

  it("without a list, with a variable that is not trained, one that the loss does not depend on, and an average of weights between", () => {
    const average = { now: null as Variable | null };
    const found = compare(({ optimizer, variables, at, results, loss }) => {
      const [first, last] = [variables[0] as Variable, variables[3] as Variable];
      if (at === 0) {
        average.now?.dispose();
        average.now = tf.variable(tf.zeros(first.shape), false);
      }
      last.trainable = at >= 30;
      const { value, grads } = tf.variableGrads(loss);
      const mean = average.now as Variable;
      mean.assign(mean.mul(0.9).add(first.mul(0.1)));
      optimizer.applyGradients(grads);
      results.push(...value.dataSync(), ...mean.dataSync());
    });
    average.now?.dispose();
    assert.ok(found.ran >= 50, `${found.ran} steps were compiled: ${found.refused}`);
  });
});
