import type { Optimizer, Tensor } from "@tensorflow/tfjs-core";
import { Compiled } from "../compile/compile.ts";
import { formOf } from "../compile/form.ts";
import type { Batch } from "./batch.ts";
import { makeSlots } from "./checkpoint/slots.ts";
import { reseedDropout } from "./dropout.ts";
import type { Training } from "./loop.ts";
import { type Random, randomFrom } from "./random.ts";
import { setLearningRate } from "./schedule/learning-rate.ts";
import { eagerStep, inputsOf, resultOf, type StepResult, updateWeights } from "./step.ts";

/** How the steps of a training are made. */
export interface Steps {
  step(batch: Batch): StepResult;
  /** What a reader of the run should know. */
  notes(): string[];
  dispose(): void;
}

interface StepsOptions {
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
const LARGEST_SEED = 2 ** 31;

/** One by one as TensorFlow.js does them, or as one graph where that can be had and is worth it. */
export function stepsOf(training: Training, options: StepsOptions): Steps {
  const { compile } = training.settings;
  const wanted = compile === "on" || (compile === "auto" && options.count >= WORTH_COMPILING);
  return wanted ? compiledSteps(training, options) : eagerSteps(training, options);
}

function eagerSteps(training: Training, { optimizer, dropping }: StepsOptions): Steps {
  return {
    step(batch) {
      reseedDropout(training.network, dropping);
      return training.tf.tidy(() => eagerStep(training, optimizer, batch) as never) as StepResult;
    },
    notes: () => [],
    dispose: () => undefined,
  };
}

function compiledSteps(training: Training, { optimizer, dropping, resumed }: StepsOptions): Steps {
  const { tf, network, settings } = training;
  const trying = randomFrom(settings.seed, "compile");
  let drawing = dropping;
  let steps = 0;
  const call = (...inputs: Tensor[]) => {
    reseedDropout(network, drawing);
    return tf.tidy(() => updateWeights(training, optimizer, inputs));
  };
  const own = optimizer as unknown as { learningRate: number };
  const rate = { get: () => own.learningRate, set: (value: number) => setLearningRate(optimizer, value) };
  const compiled = new Compiled(tf, call, { seed: () => dropping.below(LARGEST_SEED), ...(settings.schedule && { settings: { rate } }) });
  if (!resumed && !compiled.refused) makeSlots(tf, optimizer, network);

  /** Beforehand and without a lasting effect, so that each step of a training is made in the same way, resumed or not. */
  const prepare = (inputs: Tensor[]) => {
    const usual = rate.get();
    drawing = trying;
    rate.set(settings.learningRate);
    compiled.prepare(inputs, inputs);
    rate.set(usual);
    drawing = dropping;
  };
  return {
    step(batch) {
      return tf.tidy(() => {
        const inputs = inputsOf(training, batch);
        if (!compiled.refused && !compiled.isReady(inputs.map(formOf))) prepare(inputs);
        if (!compiled.refused) steps += 1;
        return resultOf(compiled.run(...inputs), batch) as never;
      }) as StepResult;
    },
    notes: () => notesOf(compiled, steps),
    dispose: () => compiled.dispose(),
  };
}

function notesOf({ refused }: Compiled, steps: number): string[] {
  if (refused?.code === "backend") return [];
  if (refused) return [`The training step could not be compiled${steps > 0 ? ` beyond step ${steps}` : ""}: ${refused.message}`];
  return steps > 0 ? ["The training step was compiled into one graph."] : [];
}
