import assert from "node:assert/strict";
import type { Optimizer, Tensor } from "@tensorflow/tfjs-core";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { adamUpdates } from "../../src/engine/compile/adam.ts";
import { Compiled } from "../../src/engine/compile/compile.ts";
import { trace } from "../../src/engine/compile/trace.ts";
import { apart, tensorOf, uniform } from "./models.ts";

/** With a large rate rounding is amplified from step to step, in eager too. */
const STEPS = 100;

describe("updates by Adam", () => {
  let tf: TF;
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
  });

  const learner = (optimizer: Optimizer) => {
    const next = uniform(3);
    const [w, b] = [tf.variable(tensorOf(tf, [4, 2], next) as never), tf.variable(tensorOf(tf, [2], next) as never)];
    const call = (x: Tensor, y: Tensor) => [
      optimizer.minimize(() => x.matMul(w).add(b).sub(y).square().mean(), true, [w, b] as never) as Tensor,
    ];
    return { variables: [w, b], call: call as (...inputs: Tensor[]) => Tensor[] };
  };
  const rows = (): [Tensor, Tensor] => [tensorOf(tf, [8, 4], uniform(5)), tensorOf(tf, [8, 2], uniform(6))];
  const updatesOf = (optimizer: Optimizer) => {
    const { call } = learner(optimizer);
    const [x, y] = rows();
    call(x, y); // the optimizer makes its variables
    const { trace: found } = trace(tf, [x, y], () => call(x, y));
    assert.ok("ops" in found);
    return { found, ...adamUpdates(found, new Map()) };
  };

  it("are known by what they do, one for each variable", () => {
    const { found, updates, rest } = updatesOf(tf.train.adam(0.01));
    assert.equal(updates.length, 2);
    assert.equal(found.assigned.size, 8);
    assert.equal(rest.assigned.size, 2, "what is left are the powers of both decays");
  });

  it("are not seen in other optimizers", () => {
    for (const optimizer of [
      tf.train.sgd(0.1),
      tf.train.momentum(0.1, 0.9),
      tf.train.rmsprop(0.1),
      tf.train.adamax(0.1),
      tf.train.adagrad(0.1),
    ])
      assert.deepEqual(updatesOf(optimizer).updates, []);
  });

  it("give what a dozen operations give, whatever its numbers", () => {
    const settings: [number, number, number, number | undefined][] = [
      [0.01, 0.9, 0.999, undefined],
      [0.005, 0.5, 0.9, 1e-3],
      [0.003, 0.99, 0.95, 0.5],
    ];
    for (const numbers of settings) {
      const [ours, eager] = [learner(tf.train.adam(...numbers)), learner(tf.train.adam(...numbers))];
      const compiled = new Compiled(tf, ours.call);
      const [x, y] = rows();
      for (let step = 0; step < STEPS; step += 1)
        for (const call of [compiled.run.bind(compiled), eager.call]) for (const out of call(x, y)) out.dispose();
      assert.equal(compiled.refused, null);
      assert.equal(compiled.ran, STEPS - 3, "an optimizer makes its own variables in the first step");
      const value = (variable: Tensor) => variable.dataSync() as Float32Array;
      const far = apart(ours.variables.map(value), eager.variables.map(value));
      assert.ok(far < 1e-5, `${numbers}: ${far} apart`);
      compiled.dispose();
    }
  });
});
