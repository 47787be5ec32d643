import assert from "node:assert/strict";
import type { Tensor } from "@tensorflow/tfjs-core";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { tensorOf, uniform } from "./models.ts";
import { bothWays, type Call, namesLeft } from "./simplified.ts";

const [GROUPS, EACH, ROWS, WIDTH] = [3, 5, 7, 4];

describe("the gradient of an embedding", () => {
  let tf: TF;
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
  });

  /** The gradient by the rows of what `pooled` makes of those that were looked up. */
  const learner =
    (pooled: (looked: Tensor) => Tensor): Call =>
    (rows, numbers) =>
      tf.tidy(() => {
        const looked = (table: Tensor) => table.gather((numbers as Tensor).cast("float32").cast("int32").flatten() as never);
        const loss = (table: Tensor) =>
          pooled(looked(table).reshape([GROUPS, EACH, WIDTH]))
            .square()
            .sum();
        return [tf.grad(loss as never)(rows as Tensor)];
      });
  const given = (): Tensor[] => {
    const next = uniform(3);
    return [
      tensorOf(tf, [ROWS, WIDTH], next),
      tf.tensor2d(
        Array.from({ length: GROUPS * EACH }, (_, i) => (i * i) % (ROWS - 1)),
        [GROUPS, EACH],
        "int32",
      ),
    ];
  };
  const check = (call: Call) => {
    const { compiled, eager } = bothWays(tf, call, given());
    for (const [i, value] of (compiled[0] as number[]).entries()) assert.ok(Math.abs(value - (eager[0]?.[i] as number)) < 1e-5);
  };

  it("is added to each row once for all that share it, and their numbers stay whole", () => {
    for (const pooled of [(looked: Tensor) => looked.mean(1), (looked: Tensor) => looked.sum(1)]) {
      const names = namesLeft(tf, learner(pooled), given());
      assert.ok(names.includes("SparseSegmentSumGrad"));
      assert.ok(!names.includes("UnsortedSegmentSum") && !names.includes("Cast"));
      check(learner(pooled));
    }
  });

  it("is added one by one where each has its own", () => {
    for (const pooled of [
      (looked: Tensor) => looked.max(1),
      (looked: Tensor) => looked.mul(looked).mean(1),
      (looked: Tensor) => looked.mean(2),
    ]) {
      assert.ok(namesLeft(tf, learner(pooled), given()).includes("UnsortedSegmentSum"));
      check(learner(pooled));
    }
  });
});
