import assert from "node:assert/strict";
import type { Optimizer, Variable } from "@tensorflow/tfjs-core";
import type { TF } from "../../src/engine/backend/tf.ts";
import { type CompiledMinimize, compileMinimize } from "../../src/engine/compile/replay/compile-minimize.ts";
import { apart } from "./models.ts";

/** A training that a script writes itself. What it gives back is to be the same, compiled or not. */
export interface Training {
  optimizer: Optimizer;
  variables: Variable[];
  /** One step; `results` gets whatever it sees. */
  step(at: number, results: number[]): void;
  /** Whatever it has made beside its variables. */
  dispose?(): void;
}

/** Makes the training eagerly and compiled, and compares all that both have seen and the variables. */
export function compareMinimize(tf: TF, make: () => Training, steps = 100): { compiled: CompiledMinimize; results: number[] } {
  const run = (fast: boolean) => {
    const training = make();
    const compiled = fast ? compileMinimize(tf, training.optimizer) : null;
    const results: number[] = [];
    for (let at = 0; at < steps; at += 1) tf.tidy(() => training.step(at, results));
    const values = training.variables.map((one) => one.dataSync().slice());
    const { iterations } = training.optimizer;
    compiled?.dispose();
    assert.ok(
      apart(
        values,
        training.variables.map((one) => one.dataSync()),
      ) === 0,
      "the variables keep their values",
    );
    training.dispose?.();
    tf.dispose(training.variables);
    (training.optimizer as unknown as { dispose(): void }).dispose();
    return { results, values, iterations, compiled };
  };
  run(false);
  const before = tf.memory();
  const eager = run(false);
  const between = tf.memory();
  const fast = run(true);
  const after = tf.memory();
  assert.equal(after.numTensors - between.numTensors, between.numTensors - before.numTensors, "as many tensors as in eager are left");
  assert.equal(after.numDataBuffers - between.numDataBuffers, between.numDataBuffers - before.numDataBuffers);
  assert.equal(fast.results.length, eager.results.length);
  assert.ok(apart([fast.results], [eager.results]) < 1e-4, `results are ${apart([fast.results], [eager.results])} apart`);
  assert.ok(apart(fast.values, eager.values) < 1e-4, `variables are ${apart(fast.values, eager.values)} apart`);
  assert.equal(fast.iterations, eager.iterations);
  return { compiled: fast.compiled as CompiledMinimize, results: fast.results };
}
