import type { Optimizer, Tensor } from "@tensorflow/tfjs-core";
import { runsGraphs } from "../compile/binding.ts";
import { fewNote } from "../compile/gain.ts";
import type { Batch } from "./batch.ts";
import { compiledSteps } from "./compiled-steps.ts";
import { reseedDropout } from "./dropout.ts";
import type { Training } from "./loop.ts";
import type { Random } from "./random.ts";
import { setLearningRate } from "./schedule/learning-rate.ts";
import { type StepResult, updateWeights } from "./step.ts";

/** How the steps of a training are made. */
export interface Steps {
  /** Batches that may be given to `make` together now. */
  together(): number;
  /** A step on each of the batches that came together, one for each rate. */
  make(batch: Batch, rates: readonly number[]): StepResult[];
  /** What a reader of the run should know. */
  notes(): string[];
  dispose(): void;
}

export interface StepsOptions {
  optimizer: Optimizer;
  /** Of dropout, and of all that a compiled step draws. */
  dropping: Random;
  /** Steps of the whole training. */
  count: number;
  /** A checkpoint has given the optimizer what it carries on. */
  resumed: boolean;
}

/** Fewer steps take less time than making a graph. */
const WORTH_COMPILING = 150;

/** One by one as TensorFlow.js does them, or as one graph where that can be had and is worth it. */
export function stepsOf(training: Training, options: StepsOptions): Steps {
  const { compile } = training.settings;
  const wanted = compile === "on" || (compile === "auto" && options.count >= WORTH_COMPILING);
  return wanted ? compiledSteps(training, options) : eagerSteps(training, options, compile === "auto" && runsGraphs(training.tf));
}

/** `few`: they would have been compiled if there were more of them. */
function eagerSteps(training: Training, { optimizer, dropping, count }: StepsOptions, few: boolean): Steps {
  return {
    together: () => 1,
    make({ x, y, targets }, [rate]) {
      reseedDropout(training.network, dropping);
      if (training.settings.schedule) setLearningRate(optimizer, rate as number);
      return training.tf.tidy(() => {
        const [loss, raw] = updateWeights(training, optimizer, [...x, y]) as Tensor[];
        return [{ loss: loss?.dataSync()[0], raw: raw?.dataSync(), targets }] as never;
      }) as StepResult[];
    },
    notes: () => (few ? [fewNote(count)] : []),
    dispose: () => undefined,
  };
}
