import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Scalar, Tensor } from "@tensorflow/tfjs-core";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { compile } from "../../src/engine/compile/function.ts";
import { rateOf } from "../../src/engine/compile/rate.ts";
import { folder } from "../script/run-script.ts";
import { withOwnTensorflow } from "../script/sources.ts";
import { ROOT } from "../support/paths.ts";
import { apart, uniform } from "./models.ts";

describe("trainyard/compile", () => {
  let tf: TF;
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
  });

  it("compiles a function that gives one tensor, several, or nothing", () => {
    const w = tf.variable(tf.tensor1d([1, 2]));
    const one = compile(tf, (x: Tensor) => x.mul(w).sum());
    const two = compile(tf, (x: Tensor) => [x.mul(w), x.sum()]);
    const none = compile(tf, (x: Tensor) => {
      w.assign(w.add(x));
    });
    const before = tf.memory().numTensors;
    for (let i = 1; i <= 5; i += 1) {
      tf.tidy(() => {
        const x = tf.tensor1d([i, 1]);
        assert.equal(one(x).dataSync()[0], i * i + 2 * i);
        assert.deepEqual(
          two(x).map((found) => [...found.dataSync()]),
          [[i * i, 2 * i], [i + 1]],
        );
        assert.equal(none(tf.tensor1d([1, 2])), undefined);
        assert.deepEqual([...w.dataSync()], [i + 1, 2 * (i + 1)]);
      });
    }
    assert.deepEqual(
      [one, two, none].map(({ refused, ran }) => [refused, ran]),
      Array(3).fill([null, 3]),
    );
    assert.equal(tf.memory().numTensors, before);
    for (const made of [one, two, none]) made.dispose();
    assert.deepEqual([...w.dataSync()], [6, 12]);
    w.dispose();
  });

  it("functions that change the same variable see what each other did", () => {
    const w = tf.variable(tf.scalar(1));
    const double = compile(tf, () => void w.assign(w.mul(2)));
    const increase = compile(tf, () => void w.assign(w.add(1)));
    const half = compile(tf, () => w.div(2));
    let expected = 1;
    for (let i = 0; i < 12; i += 1) {
      if (i % 5 === 0) expected *= 2;
      (i % 5 === 0 ? double : increase)();
      if (i % 5 !== 0) expected += 1;
      if (i % 3 === 0) double();
      if (i % 3 === 0) expected *= 2;
      if (i % 2 === 0) tf.tidy(() => assert.equal(half().dataSync()[0], expected / 2, `step ${i}`));
    }
    assert.equal(w.dataSync()[0], expected);
    assert.ok([double, increase, half].every(({ refused, ran }) => refused === null && ran > 3));
    for (const made of [double, increase, half]) made.dispose();
    assert.equal(w.dataSync()[0], expected);
    w.dispose();
  });

  it("trains by an optimizer's minimize, many steps a call", () => {
    const next = uniform(3);
    const x = tf.tensor2d(Float32Array.from({ length: 64 * 3 }, next), [64, 3]);
    const y = tf.tidy(() => x.sum(1, true));
    const rows = Array.from({ length: 40 }, () => Int32Array.from({ length: 16 }, () => Math.floor(next() * 64)));
    const train = (fast: boolean) => {
      const w = tf.variable(tf.zeros([3, 1]));
      const optimizer = tf.train.adam(0.1);
      const step = (a: Tensor, b: Tensor) =>
        optimizer.minimize(
          () =>
            a
              .matMul(w as never)
              .sub(b)
              .square()
              .mean() as Scalar,
          true,
          [w],
        ) as Scalar;
      const compiled = compile(tf, step, { settings: { rate: rateOf(optimizer) } });
      let loss = 0;
      const early = fast ? rows.slice(0, 4) : rows;
      for (const at of early) {
        loss += tf.tidy(() => {
          const index = tf.tensor1d(at, "int32");
          return (fast ? compiled : step)(x.gather(index), y.gather(index)).dataSync()[0] as number;
        });
      }
      if (fast) loss += compiled.repeat([x, y], Int32Array.from(rows.slice(4).flatMap((at) => [...at])), 16)?.[0] as number;
      assert.equal(compiled.refused, null);
      compiled.dispose();
      return [[loss, ...w.dataSync()]];
    };
    assert.ok(apart(train(true), train(false)) < 1e-4);
    tf.dispose([x, y]);
  });

  it("the example of its page runs, imported and required", function () {
    this.timeout(300_000);
    const page = readFileSync(join(ROOT, "docs", "compile.md"), "utf8");
    const example = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
    assert.match(example, /compileModel/);
    const required = `const { compile, compileModel, rateOf } = require("trainyard/compile"); console.log(typeof compile, typeof compileModel, typeof rateOf);`;
    const place = withOwnTensorflow(folder({ "a.mjs": example, "b.cjs": required }), ["tfjs", "tfjs-node"]);
    symlinkSync(ROOT, join(place, "node_modules", "trainyard"));
    const run = (file: string) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [file], {
        cwd: place,
        encoding: "utf8",
        env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3" },
      });
      assert.equal(status, 0, stderr);
      return stdout;
    };
    assert.match(run("a.mjs"), /^compiled: [1-9]\d* of \d+ steps\n/);
    assert.equal(run("b.cjs"), "function function function\n");
  });
});
