import type { Optimizer, Tensor } from "@tensorflow/tfjs-core";
import { disposeSnapshot, restoreVariables, snapshotOf } from "../compile/snapshot.ts";
import { counting } from "../compile/worth.ts";
import type { Batch } from "./batch.ts";
import { reseedDropout } from "./dropout.ts";
import type { Training } from "./loop.ts";
import { randomFrom } from "./random.ts";
import { updateWeights } from "./step.ts";

/** How many tensors a step makes, by one that is made and undone. What the optimizer keeps of each weight has to be there. */
export function tensorsOfStep(training: Training, optimizer: Optimizer, { x, y, at }: Batch): number {
  const { tf, network, settings } = training;
  const reseed = () => reseedDropout(network, randomFrom(settings.seed, "compile"));
  const counted = optimizer as unknown as { iterations_: number };
  const { iterations_ } = counted;
  const before = snapshotOf(tf);
  let tensors = 0;
  reseed();
  try {
    tf.tidy(() => {
      const inputs = [...x, y].map((one: Tensor) => (at ? one.gather(tf.tensor1d(at, "int32")) : one));
      counting(
        tf,
        () => void updateWeights(training, optimizer, inputs),
        (made) => {
          tensors = made;
        },
      );
    });
  } finally {
    restoreVariables(tf, before);
    disposeSnapshot(before);
    counted.iterations_ = iterations_;
    reseed();
  }
  return tensors;
}
