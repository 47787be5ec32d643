import type { Optimizer } from "@tensorflow/tfjs-core";
import type { Setting } from "./compile.ts";

/** The learning rate of an optimizer of TensorFlow.js, as what may change between steps. Throws where it has none. */
export function rateOf(optimizer: Optimizer): Setting {
  const rated = optimizer as unknown as { learningRate?: unknown; setLearningRate?(rate: number): void };
  if (!hasRate(optimizer)) throw new TypeError("The optimizer has no learning rate.");
  return {
    get: () => rated.learningRate as number,
    set: (rate) => {
      // SGD keeps a tensor of it.
      if (rated.setLearningRate) rated.setLearningRate(rate);
      else rated.learningRate = rate;
    },
  };
}

export const hasRate = (optimizer: Optimizer): boolean =>
  typeof (optimizer as unknown as { learningRate?: unknown }).learningRate === "number";
