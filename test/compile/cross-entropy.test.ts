import assert from "node:assert/strict";
import type { Tensor } from "@tensorflow/tfjs-core";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { bothWays, type Call, namesLeft } from "./simplified.ts";

interface Layers {
  metrics: { binaryCrossentropy(targets: Tensor, chances: Tensor): Tensor };
}

describe("the cross-entropy of a sigmoid", () => {
  let tf: TF;
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
  });

  /** The loss and its gradient by the logits. */
  const learner =
    (chance: (x: Tensor) => Tensor, weight = (loss: Tensor) => loss): Call =>
    (x, y) =>
      tf.tidy(() => {
        const loss = (given: Tensor) => weight((tf as unknown as Layers).metrics.binaryCrossentropy(y as Tensor, chance(given))).mean();
        return [loss(x as Tensor), tf.grad(loss as never)(x as Tensor)] as Tensor[];
      });
  const sigmoid = (x: Tensor) => x.sigmoid();
  /** Of every kind of logit, each with both targets. */
  const given = (logits: number[]): [Tensor, Tensor] => [
    tf.tensor2d(logits.flatMap((one) => [[one], [one]])),
    tf.tensor2d(logits.flatMap(() => [[0], [1]])),
  ];
  const far = (one: number[], other: number[]) =>
    Math.max(...one.map((value, i) => (Object.is(value, other[i]) ? 0 : Math.abs(value - (other[i] as number)))));

  it("takes a few operations, not forty", () => {
    const names = namesLeft(tf, learner(sigmoid), given([0, 1]));
    assert.deepEqual(names.toSorted(), [
      ...["Equal", "Log", "Maximum", "Mean", "Minimum", "Mul", "Mul", "RealDiv", "Select", "Sigmoid", "Softplus", "Sub", "Sub", "Sub"],
    ]);
  });

  it("is what it was, where the sigmoid saturates too", () => {
    const logits = [-80, -16.2, -16, -15, -9, -3, -0.5, 0, 1e-3, 0.7, 4, 9, 12, 15, 15.9, 16, 17, 80];
    const { compiled, eager } = bothWays(tf, learner(sigmoid), given(logits));
    for (const [i, one] of compiled.entries()) assert.ok(far(one, eager[i] as number[]) < 1e-6, `output ${i}`);
    const beyond = logits.flatMap((one, i) => (Math.abs(one) >= 17 ? [compiled[1]?.[2 * i], compiled[1]?.[2 * i + 1]] : []));
    assert.ok(
      beyond.every((slope) => Math.abs(slope as number) === 0),
      "what was clipped has no gradient",
    );
  });

  it("is what it was where rows have weights", () => {
    const weights = tf.tensor1d([0.5, 2, 0, 3, 1, 1]);
    const { compiled, eager } = bothWays(
      tf,
      learner(sigmoid, (loss) => loss.mul(weights)),
      given([-2, 0.1, 3]),
    );
    for (const [i, one] of compiled.entries()) assert.ok(far(one, eager[i] as number[]) < 1e-6, `output ${i}`);
  });

  it("keeps the sigmoid's slope where it was clipped by other numbers, or by none", () => {
    for (const chance of [(x: Tensor) => x.sigmoid().mul(0.5), (x: Tensor) => x.sigmoid().clipByValue(0.25, 0.75)]) {
      const inputs = given([-3, -0.5, 0, 0.25, 2]);
      assert.ok(namesLeft(tf, learner(chance), inputs).length > 14);
      const { compiled, eager } = bothWays(tf, learner(chance), inputs);
      for (const [i, one] of compiled.entries()) assert.ok(far(one, eager[i] as number[]) < 1e-6, `output ${i}`);
    }
  });
});
