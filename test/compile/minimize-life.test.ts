import assert from "node:assert/strict";
import type { Scalar, Tensor, Variable } from "@tensorflow/tfjs-core";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { compileMinimize } from "../../src/engine/compile/replay/compile-minimize.ts";
import type { MinimizeOptions } from "../../src/engine/compile/replay/optimizer-steps.ts";
import { tensorOf, uniform } from "./models.ts";

describe("a compiled minimize, while it lives", () => {
  let tf: TF;
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
  });

  const batch = (at: number, count = 8): Tensor => tensorOf(tf, [count, 3], uniform(at + 1));
  const weights = (): Variable => tf.variable(tf.zeros([3, 1]));
  const lossOf = (w: Variable, x: Tensor): Scalar => tf.losses.meanSquaredError(x.sum(1, true), x.matMul(w as never)) as Scalar;
  const close = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    assert.ok(
      Array.from(a).every((one, i) => Math.abs(one - (b[i] as number)) < 1e-5),
      `${Array.from(a)} is not ${Array.from(b)}`,
    );
  /** The same training, eager and compiled. */
  const both = (options: MinimizeOptions = {}) => {
    const [w, eagerly] = [weights(), weights()];
    const [optimizer, other] = [tf.train.adam(0.05), tf.train.adam(0.05)];
    const compiled = compileMinimize(tf, optimizer, options);
    return {
      w,
      eagerly,
      compiled,
      optimizer,
      steps(from: number, to: number, loss = lossOf) {
        for (let at = from; at < to; at += 1)
          tf.tidy(() => {
            const x = batch(at);
            optimizer.minimize(() => loss(w, x), false, [w]);
            other.minimize(() => loss(eagerly, x), false, [eagerly]);
          });
      },
      same: () => close(w.dataSync(), eagerly.dataSync()),
      dispose() {
        compiled.dispose();
        tf.dispose([w, eagerly]);
        for (const one of [optimizer, other]) (one as unknown as { dispose(): void }).dispose();
      },
    };
  };

  it("leaves nothing in memory: a thousand steps, of two sizes, with a tensor that is kept and one that leaves by JavaScript", () => {
    const w = weights();
    const optimizer = tf.train.adam(0.01);
    const compiled = compileMinimize(tf, optimizer);
    let kept: Tensor | null = null;
    const step = (at: number) =>
      tf.tidy(() => {
        const x = batch(at, at % 3 === 0 ? 5 : 8);
        optimizer.minimize(() => {
          const predicted = x.matMul(w as never);
          kept?.dispose();
          kept = tf.keep(predicted);
          if (at % 100 === 50) predicted.dataSync();
          return lossOf(w, x);
        });
      });
    for (let at = 0; at < 60; at += 1) step(at);
    const before = tf.memory();
    const { tensorMap } = tf.backend() as unknown as { tensorMap: { numDataIds(): number } };
    const data = tensorMap.numDataIds();
    for (let at = 60; at < 1060; at += 1) step(at);
    assert.ok(compiled.steps.compiled.count > 950, `${compiled.steps.compiled.count} steps were compiled`);
    const after = tf.memory();
    assert.deepEqual([after.numTensors, after.numDataBuffers, tensorMap.numDataIds()], [before.numTensors, before.numDataBuffers, data]);
    assert.ok(Math.abs(after.numBytes - before.numBytes) <= 4 * 8, "but for the kept one, which is of one size or the other");
    compiled.dispose();
    tf.dispose([w, kept as unknown as Tensor]);
  });

  it("sees variables that were set meanwhile, and clones keep what they were", () => {
    const run = both();
    run.steps(0, 10);
    const clone = tf.keep(run.w.clone());
    const was = clone.dataSync().slice();
    for (const one of [run.w, run.eagerly]) tf.tidy(() => one.assign(one.mul(0.5)));
    run.steps(10, 20);
    run.same();
    close(clone.dataSync(), was);
    assert.ok(run.compiled.steps.compiled.count >= 15);
    clone.dispose();
    run.dispose();
  });

  it("a clone of a variable that the loss keeps has the values from before the step", () => {
    const w = weights();
    const optimizer = tf.train.sgd(0.1);
    const compiled = compileMinimize(tf, optimizer);
    let kept: Tensor | null = null;
    for (let at = 0; at < 12; at += 1) {
      const before = w.dataSync().slice();
      tf.tidy(() => {
        const x = batch(at);
        optimizer.minimize(() => {
          kept?.dispose();
          kept = tf.keep(w.clone());
          return lossOf(w, x);
        });
      });
      close((kept as unknown as Tensor).dataSync(), before);
      assert.ok((w.dataSync()[0] as number) > (before[0] as number));
    }
    assert.ok(compiled.steps.compiled.count > 0);
    compiled.dispose();
    tf.dispose([w, kept as unknown as Tensor]);
  });

  it("two optimizers that train against each other see what each other did", () => {
    const train = (fast: boolean) => {
      const [a, b] = [weights(), weights()];
      const [one, other] = [tf.train.sgd(0.05), tf.train.adam(0.02)];
      const compiled = fast ? [one, other].map((optimizer) => compileMinimize(tf, optimizer)) : [];
      for (let at = 0; at < 30; at += 1)
        tf.tidy(() => {
          const x = batch(at);
          const apart = () => x.matMul(a as never).sub(x.matMul(b as never)).square().mean(); // biome-ignore format: one chain
          one.minimize(() => lossOf(a, x).add(apart()) as Scalar, false, [a]);
          other.minimize(() => lossOf(b, x).sub(apart().mul(0.1)) as Scalar, false, [b]);
        });
      const found = [...a.dataSync(), ...b.dataSync()];
      const ran = compiled.map(({ steps }) => steps.compiled.count);
      for (const part of [...compiled, a, b]) part.dispose();
      return { found, ran };
    };
    const fast = train(true);
    close(fast.found, train(false).found);
    assert.ok(
      fast.ran.every((count) => count > 20),
      String(fast.ran),
    );
  });

  it("an error of the loss is its own, in the middle of a step that was followed, and what was kept till then has its values", () => {
    const run = both();
    run.steps(0, 10);
    const before = tf.memory().numTensors;
    const error = new RangeError("mine");
    let kept: Tensor | null = null;
    const failing = (w: Variable, x: Tensor): Scalar => {
      kept = tf.keep(x.matMul(w as never));
      throw error;
    };
    const x = batch(3);
    assert.throws(() => run.optimizer.minimize(() => failing(run.w, x), false, [run.w]), error);
    tf.tidy(() => close((kept as unknown as Tensor).dataSync(), x.matMul(run.w as never).dataSync()));
    tf.dispose([x, kept as unknown as Tensor]);
    const { activeTape } = tf.engine().state as unknown as { activeTape: { saved: Tensor[] }[] };
    for (const { saved } of activeTape) tf.dispose(saved); // TensorFlow.js leaves them after an error
    assert.equal(tf.memory().numTensors, before);
    run.steps(10, 20);
    run.same();
    run.dispose();
  });

  it("a failure of the native call falls back and loses no step", () => {
    const reasons: string[] = [];
    const backend = tf.backend() as unknown as { binding: Record<string, unknown> };
    const { binding } = backend;
    let isOut = false;
    const run = both({ onRefused: ({ code }) => reasons.push(code) });
    try {
      backend.binding = Object.fromEntries(Object.getOwnPropertyNames(binding).map((name) => [name, binding[name]]));
      backend.binding.runSavedModel = (...given: unknown[]) => {
        if (!isOut) return (binding.runSavedModel as (...given: unknown[]) => unknown)(...given);
        isOut = false;
        throw new Error("out of luck");
      };
      run.steps(0, 10);
      assert.ok(run.compiled.steps.compiled.count > 0);
      isOut = true;
      run.steps(10, 20);
    } finally {
      backend.binding = binding;
    }
    run.same();
    assert.deepEqual(reasons, ["native"]);
    run.dispose();
  });

  it("a number of the optimizer that changes, and variables that are trained no longer", () => {
    const train = (fast: boolean) => {
      const [a, b] = [weights(), tf.variable(tf.scalar(0.5))];
      const optimizer = tf.train.momentum(0.05, 0.9);
      const compiled = fast ? compileMinimize(tf, optimizer) : null;
      for (let at = 0; at < 40; at += 1) {
        if (at === 15) (optimizer as unknown as { setMomentum(value: number): void }).setMomentum(0.5);
        if (at === 25) b.trainable = false;
        tf.tidy(() => {
          const x = batch(at);
          optimizer.minimize(() => lossOf(a, x).add(b.square()) as Scalar);
        });
      }
      const found = [...a.dataSync(), ...b.dataSync()];
      const ran = compiled?.steps.compiled.count ?? 0;
      for (const part of [compiled, a, b, optimizer]) (part as unknown as { dispose(): void } | null)?.dispose();
      return { found, ran };
    };
    const fast = train(true);
    close(fast.found, train(false).found);
    assert.ok(fast.ran > 25, String(fast.ran));
  });

  it("gradients of one's own are left alone, which may do something else in each step", () => {
    const reasons: string[] = [];
    const run = both({ onRefused: ({ message }) => reasons.push(message) });
    let strength = 1;
    const own = tf.customGrad(((x: Tensor, save: (saved: Tensor[]) => void) => {
      save([x]);
      return { value: x.clone(), gradFunc: (dy: Tensor) => dy.mul(strength) };
    }) as never) as unknown as (x: Tensor) => Tensor;
    for (let at = 0; at < 40; at += 1) {
      strength = 1 + at / 10;
      run.steps(at, at + 1, (w, x) => lossOf(own(w as never) as Variable, x));
    }
    run.same();
    assert.match(reasons.join(), /customGrad/);
    run.dispose();
  });

  it("is put off for short trainings, and the optimizer is as it was once it is over", () => {
    const run = both({ after: 20 });
    const own = Object.keys(run.optimizer);
    run.steps(0, 20);
    assert.equal(run.compiled.steps.compiled.count, 0);
    run.steps(20, 30);
    assert.ok(run.compiled.steps.compiled.count >= 7);
    run.compiled.dispose();
    assert.ok(own.includes("minimize") && !Object.hasOwn(run.optimizer, "minimize"));
    run.steps(30, 40);
    run.same();
    run.dispose();
  });
});
