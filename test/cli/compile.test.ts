import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { trainyard } from "../support/cli.ts";
import { makeWorkspace } from "../support/workspace.ts";

/** As a user writes it, who has never heard of compiling. */
const SCRIPT = `
const tf = require("@tensorflow/tfjs");
const x = tf.linspace(-1, 1, 64).reshape([64, 1]);
const y = x.mul(3).square();
const [a, b, c] = [1, 2, 3].map((seed) => tf.variable(tf.randomUniform(seed === 3 ? [8, 1] : [seed === 1 ? 1 : 8, 8], -1, 1, "float32", seed)));
const optimizer = tf.train.adam(0.02);
for (let epoch = 0; epoch < 75; epoch += 1)
  for (let at = 0; at < 64; at += 16)
    tf.tidy(() => {
      const [xs, ys] = [x.slice([at, 0], [16, 1]), y.slice([at, 0], [16, 1])];
      optimizer.minimize(() => tf.losses.meanSquaredError(ys, xs.matMul(a).tanh().matMul(b).tanh().matMul(c)));
    });
`;

describe("a loop written by hand, by the command line", function () {
  this.timeout(300_000);

  it("is compiled unchanged, says what that gained, and is logged as it is without", async () => {
    const { folder } = makeWorkspace();
    writeFileSync(join(folder, "loop.cjs"), SCRIPT);
    const train = async (...flags: string[]) => {
      const result = await trainyard(folder, ["train", "loop.cjs", "--backend", "tensorflow", ...flags]);
      assert.equal(result.code, 0, result.stderr);
      return result;
    };
    const told = await train();
    assert.match(told.stdout, /^ {2}i Training was compiled: 19\d of 300 steps took [\d.]+ ms each instead of [\d.]+ ms/m);
    const [auto, off] = [await train("--json"), await train("--json", "--compile", "off")].map((one) =>
      one.json<{ series: { loss: { last: number; count: number } } }>(),
    );
    assert.equal(auto?.series.loss.count, off?.series.loss.count);
    assert.ok(Math.abs((auto?.series.loss.last as number) - (off?.series.loss.last as number)) < 1e-4);
  });
});
