import type { Optimizer, Tensor } from "@tensorflow/tfjs-core";
import { runsGraphs } from "../compile/binding.ts";
import { fewNote } from "../compile/gain.ts";
import { areStepsWorth } from "../compile/worth.ts";
import type { Batch } from "./batch.ts";
import { makeSlots } from "./checkpoint/slots.ts";
import { compiledSteps } from "./compiled-steps.ts";
import { reseedDropout } from "./dropout.ts";
import type { Training } from "./loop.ts";
import type { Random } from "./random.ts";
import { setLearningRate } from "./schedule/learning-rate.ts";
import { type StepResult, updateWeights } from "./step.ts";
import { tensorsOfStep } from "./trial-step.ts";

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

/** One by one as TensorFlow.js does them, or as one graph where that can be had and is worth it. */
export function stepsOf(training: Training, options: StepsOptions): Steps {
  const { compile } = training.settings;
  if (compile === "on") return compiledSteps(training, options);
  return compile === "auto" && runsGraphs(training.tf) ? worthSteps(training, options) : eagerSteps(training, options, false);
}

/** As a graph where there are enough of them for it, which shows at the first batch: by what does not change when a training is gone on with. */
function worthSteps(training: Training, options: StepsOptions): Steps {
  const { tf, network } = training;
  const { optimizer, count, resumed } = options;
  let steps: Steps | null = null;
  const chosen = (batch: Batch): Steps => {
    if (!resumed) makeSlots(tf, optimizer, network);
    const isWorth = areStepsWorth(count, tensorsOfStep(training, optimizer, batch));
    return isWorth ? compiledSteps(training, options) : eagerSteps(training, options, true);
  };
  return {
    together: () => steps?.together() ?? 1,
    make(batch, rates) {
      steps ??= chosen(batch);
      return steps.make(batch, rates);
    },
    notes: () => steps?.notes() ?? [],
    dispose: () => steps?.dispose(),
  };
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
