import assert from "node:assert/strict";
import type { NamedTensorMap, Optimizer, Scalar, Tensor, Variable } from "@tensorflow/tfjs-core";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { compile } from "../../src/engine/compile/function.ts";
import { compileModel } from "../../src/engine/compile/model.ts";
import { type CompiledMinimize, compileMinimize } from "../../src/engine/compile/replay/compile-minimize.ts";
import { tensorOf, uniform } from "./models.ts";

/** A training by hand that looks at what it likes; all that it has seen is compared. */
type Script = (hand: { one: Optimizer; other: Optimizer; a: Variable; b: Variable; see(...tensors: Tensor[]): void; at: number }) => void;

describe("compiled gradients that a loop applies itself, while they live", () => {
  let tf: TF;
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
  });

  const batch = (at: number): Tensor => tensorOf(tf, [8, 3], uniform(at + 1));
  const lossOf = (w: Variable, at: number): Scalar =>
    tf.tidy(() => {
      const x = batch(at);
      return tf.losses.meanSquaredError(x.sum(1, true), x.matMul(w as never)) as Scalar;
    });
  const halved = (grads: NamedTensorMap): NamedTensorMap =>
    Object.fromEntries(Object.entries(grads).map(([name, one]) => [name, one.mul(0.5)]));
  const disposable = (one: unknown) => one as { dispose(): void };

  /** The same eagerly and compiled; tells how many steps of both optimizers were compiled. */
  const both = (script: Script, steps = 40) => {
    const run = (fast: boolean) => {
      const before = tf.memory().numTensors;
      const [a, b] = tf.tidy(() => [tf.variable(tf.zeros([3, 1])), tf.variable(tf.fill([3, 1], 0.3))]);
      const [one, other] = [tf.train.adam(0.05), tf.train.momentum(0.05, 0.9)];
      const compiled: CompiledMinimize[] = fast ? [one, other].map((optimizer) => compileMinimize(tf, optimizer)) : [];
      const seen: number[] = [];
      const see = (...tensors: Tensor[]) => {
        for (const tensor of tensors) seen.push(...tensor.dataSync());
      };
      for (let at = 0; at < steps; at += 1) tf.tidy(() => script({ one, other, a, b, see, at }));
      see(a, b);
      const tensors = tf.memory().numTensors - before;
      const ran = compiled.map((part) => part.steps.compiled.count);
      const refused = compiled.map((part) => part.refused?.message ?? "");
      for (const part of [...compiled, a, b, one, other]) disposable(part).dispose();
      return { seen, tensors, ran, refused };
    };
    const [eager, fast] = [run(false), run(true)];
    assert.equal(fast.seen.length, eager.seen.length);
    const far = fast.seen.findIndex((value, i) => !(Math.abs(value - (eager.seen[i] as number)) < 1e-4 * Math.max(1, Math.abs(value))));
    assert.equal(far, -1, `${far} of ${fast.seen.length}: ${fast.seen[far]} is not ${eager.seen[far]}`);
    assert.equal(fast.tensors, eager.tensors);
    return fast;
  };

  it("leaves nothing in memory: a thousand steps without a scope, what they make disposed of before and after", () => {
    const [w, optimizer] = [tf.variable(tf.zeros([3, 1])), tf.train.adam(0.01)];
    const compiled = compileMinimize(tf, optimizer);
    const step = (at: number) => {
      const { value, grads } = tf.variableGrads(() => lossOf(w, at), [w]);
      if (at % 3 === 0) value.dispose();
      const scaled = halved(grads);
      tf.dispose(grads);
      if (at % 100 === 50) (scaled[w.name] as Tensor).dataSync();
      if (at % 100 !== 70) optimizer.applyGradients(scaled as never);
      tf.dispose([scaled, value]);
    };
    for (let at = 0; at < 60; at += 1) step(at);
    const { tensorMap } = tf.backend() as unknown as { tensorMap: { numDataIds(): number } };
    const [before, data] = [tf.memory(), tensorMap.numDataIds()];
    for (let at = 60; at < 1060; at += 1) step(at);
    const after = tf.memory();
    assert.ok(compiled.steps.compiled.count > 950, `${compiled.steps.compiled.count} steps were compiled: ${compiled.refused}`);
    assert.deepEqual(
      [after.numTensors, after.numDataBuffers, after.numBytes, tensorMap.numDataIds()],
      [before.numTensors, before.numDataBuffers, before.numBytes, data],
    );
    compiled.dispose();
    w.dispose();
  });

  it("two optimizers against each other: in turn, both gradients first, and one by minimize", () => {
    const far = (a: Variable, b: Variable, at: number) => batch(at).matMul(a.sub(b) as never).square().mean(); // biome-ignore format: one chain
    const losses = (a: Variable, b: Variable, at: number) =>
      [() => lossOf(a, at).add(far(a, b, at)) as Scalar, () => lossOf(b, at).sub(far(a, b, at).mul(0.1)) as Scalar] as const;
    const inTurn = both(({ one, other, a, b, at, see }) => {
      const [first, second] = losses(a, b, at);
      const { value, grads } = tf.variableGrads(first, [a]);
      one.applyGradients(halved(grads) as never);
      const then = other.computeGradients(second, [b]);
      other.applyGradients(then.grads as never);
      see(value, then.value);
    });
    assert.ok(
      inTurn.ran.every((count) => count > 30),
      `${inTurn.ran} ${inTurn.refused}`,
    );
    const together = both(({ one, other, a, b, at, see }) => {
      const [first, second] = losses(a, b, at);
      const [ours, theirs] = [tf.variableGrads(first, [a]), tf.variableGrads(second, [b])];
      one.applyGradients(halved(ours.grads) as never);
      other.applyGradients(halved(theirs.grads) as never);
      see(ours.value, theirs.value, ...Object.values(theirs.grads));
    });
    assert.ok(
      together.ran.some((count) => count > 30),
      `${together.ran} ${together.refused}`,
    );
    const mixed = both(({ one, other, a, b, at, see }) => {
      const [first, second] = losses(a, b, at);
      const { value, grads } = tf.variableGrads(first, [a]);
      if (at % 7 === 3) see(other.minimize(second, true, [b]) as Scalar);
      one.applyGradients(halved(grads) as never);
      if (at % 7 !== 3) see(other.minimize(second, true, [b]) as Scalar);
      see(value);
    });
    assert.ok(
      mixed.ran.every((count) => count > 15),
      `${mixed.ran} ${mixed.refused}`,
    );
  });

  it("other graphs in the middle: a prediction, a training, a function, one that is disposed of", () => {
    const found = both(({ one, a, at, see }) => {
      const { value, grads } = one.computeGradients(() => lossOf(a, at), [a]);
      if (at % 10 === 9) {
        const square = compile(tf, (x: Tensor) => a.assign(a.mul(x.mean()) as never) ?? x.square());
        for (let i = 0; i < 4; i += 1) see(square(tf.scalar(0.9)));
        square.dispose();
      }
      one.applyGradients(halved(grads) as never);
      see(value);
    });
    assert.ok((found.ran[0] as number) > 15, `${found.ran} ${found.refused}`);
    const predict = both(({ one, a, at, see }) => {
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, useBias: false, inputShape: [3] })] });
      model.setWeights([a]);
      const compiled = compileModel(tf, model, { after: 0, predictAfter: 0 });
      const { value, grads } = one.computeGradients(() => lossOf(a, at), [a]);
      see(model.predict(batch(at)) as Tensor);
      one.applyGradients(halved(grads) as never);
      see(value);
      compiled.dispose();
      model.dispose();
    }, 8);
    assert.equal(predict.ran[1], 0);
  });

  it("gradients that are never applied, applied twice, or by another optimizer; an error between", () => {
    const found = both(({ one, other, a, b, at, see }) => {
      const { value, grads } = tf.variableGrads(() => lossOf(a, at).add(lossOf(b, at)) as Scalar, [a, b]);
      if (at % 10 === 4) see(...Object.values(grads));
      else if (at % 10 === 5) other.applyGradients(grads as never);
      else if (at % 10 === 6) assert.throws(() => tf.tidy(() => (grads[a.name] as Tensor).matMul(batch(at))));
      else one.applyGradients(halved(grads) as never);
      if (at % 10 === 7) one.applyGradients(grads as never);
      see(value);
    }, 60);
    assert.ok((found.ran[0] as number) > 30, `${found.ran} ${found.refused}`);
  });

  it("a number of the optimizer that changes between, gradients that are not there any more", () => {
    const found = both(({ other, b, at, see }) => {
      const { value, grads } = other.computeGradients(() => lossOf(b, at), [b]);
      if (at % 15 === 14) (other as unknown as { setMomentum(value: number): void }).setMomentum(0.9 - at / 100);
      if (at === 20) {
        tf.dispose(grads);
        assert.throws(() => other.applyGradients(grads as never));
      } else other.applyGradients(halved(grads) as never);
      see(value, b);
    });
    assert.ok((found.ran[1] as number) > 20, `${found.ran} ${found.refused}`);
  });

  it("time may pass between: values are read, and others compute meanwhile", async () => {
    const train = async (fast: boolean) => {
      const [w, optimizer] = [tf.variable(tf.zeros([3, 1])), tf.train.adam(0.05)];
      const compiled = fast ? compileMinimize(tf, optimizer) : null;
      const seen: number[] = [];
      for (let at = 0; at < 40; at += 1) {
        const { value, grads } = tf.variableGrads(() => lossOf(w, at), [w]);
        await Promise.resolve();
        if (at % 10 === 5) seen.push(...(await value.data()));
        if (at % 10 === 8) seen.push(...tf.tidy(() => w.square().sum().dataSync()));
        optimizer.applyGradients(grads as never);
        seen.push(...(await value.data()));
        tf.dispose([value, grads]);
      }
      seen.push(...w.dataSync());
      const ran = compiled?.steps.compiled.count ?? 0;
      for (const part of [compiled, w, optimizer]) disposable(part ?? { dispose: () => undefined }).dispose();
      return { seen, ran };
    };
    const [eager, fast] = [await train(false), await train(true)];
    assert.ok(fast.seen.every((value, i) => Math.abs(value - (eager.seen[i] as number)) < 1e-5));
    assert.ok(fast.ran > 20, String(fast.ran));
  });

  it("a failure of the native call falls back and loses no step", () => {
    const backend = tf.backend() as unknown as { binding: Record<string, unknown> };
    const { binding } = backend;
    let isFast = false;
    try {
      const found = both(({ one, a, at, see }) => {
        if (at === 0) {
          backend.binding = Object.fromEntries(Object.getOwnPropertyNames(binding).map((name) => [name, binding[name]]));
          let left = isFast ? 20 : Number.POSITIVE_INFINITY;
          isFast = true;
          backend.binding.runSavedModel = (...given: unknown[]) => {
            left -= 1;
            if (left === 0) throw new Error("out of luck");
            return (binding.runSavedModel as (...given: unknown[]) => unknown)(...given);
          };
        }
        const { value, grads } = one.computeGradients(() => lossOf(a, at), [a]);
        const scaled = halved(grads);
        one.applyGradients(scaled as never);
        see(value, ...Object.values(scaled));
      });
      assert.match(found.refused[0] as string, /out of luck/);
      assert.ok((found.ran[0] as number) > 3, String(found.ran));
    } finally {
      backend.binding = binding;
    }
  });
});
