import { z } from "zod";

/** Learning-rate schedules of an experiment file, by Keras's names and formulas. What Keras counts in steps is in epochs here. */

const warmup = z.number().min(0).default(0).describe("Epochs in which the rate rises in a line from 0 to the learning rate.");
const decayEpochs = z.number().gt(0);
const overEpochs = decayEpochs.optional().describe("Epochs until the end of the decay; without it, all of the training.");
const staircase = z.boolean().default(false).describe("Fall in steps, at whole multiples of decayEpochs.");

const constant = z.strictObject({ type: z.literal("constant").describe("The learning rate as it is, after the warm-up."), warmup });

const exponentialDecay = z.strictObject({
  type: z.literal("exponential-decay").describe("rate * decayRate ^ (epoch / decayEpochs)"),
  decayEpochs: decayEpochs.default(10),
  decayRate: z.number().gt(0).default(0.5),
  staircase,
  warmup,
});

const inverseTimeDecay = z.strictObject({
  type: z.literal("inverse-time-decay").describe("rate / (1 + decayRate * epoch / decayEpochs)"),
  decayEpochs: decayEpochs.default(1),
  decayRate: z.number().min(0).default(0.1),
  staircase,
  warmup,
});

const polynomialDecay = z.strictObject({
  type: z.literal("polynomial-decay").describe("Falls to endLearningRate as a power of what is left; of power 1, in a line."),
  decayEpochs: overEpochs,
  endLearningRate: z.number().min(0).default(0.0001),
  power: z.number().gt(0).default(1),
  cycle: z.boolean().default(false).describe("Rise and fall again after the end."),
  warmup,
});

const cosineDecay = z.strictObject({
  type: z.literal("cosine-decay").describe("Falls along half a cosine to alpha * rate."),
  decayEpochs: overEpochs,
  alpha: z.number().min(0).max(1).default(0),
  warmup,
});

const cosineDecayRestarts = z.strictObject({
  type: z.literal("cosine-decay-restarts").describe("Falls along half a cosine again and again (SGDR)."),
  firstDecayEpochs: decayEpochs.default(10),
  tMul: z.number().min(1).default(2).describe("How much longer each period is than the one before."),
  mMul: z.number().gt(0).default(1).describe("What each period's first rate is of the one before's."),
  alpha: z.number().min(0).max(1).default(0),
  warmup,
});

const piecewiseConstantDecay = z.strictObject({
  type: z.literal("piecewise-constant-decay").describe("One rate until each boundary, and the last one after them."),
  boundaries: z.array(z.number().gt(0)).min(1).describe("Epochs, rising."),
  values: z.array(z.number().gt(0)).min(2).describe("Learning rates: one more than there are boundaries."),
  warmup,
});

const reduceOnPlateau = z.strictObject({
  type: z.literal("reduce-on-plateau").describe("Multiplies the rate by `factor` when a series has stopped to improve."),
  monitor: z.string().default("val_loss").describe("Series to watch, as TensorFlow.js names it."),
  factor: z.number().gt(0).lt(1).default(0.1),
  patience: z.int().min(0).default(10).describe("Epochs without improvement before the rate is reduced."),
  minDelta: z.number().min(0).default(0.0001),
  cooldown: z.int().min(0).default(0).describe("Epochs to wait after a reduction before counting again."),
  minLearningRate: z.number().min(0).default(0),
  warmup,
});

export const schedule = z
  .discriminatedUnion("type", [
    constant,
    exponentialDecay,
    inverseTimeDecay,
    polynomialDecay,
    cosineDecay,
    cosineDecayRestarts,
    piecewiseConstantDecay,
    reduceOnPlateau,
  ])
  .refine(({ type, ...rest }) => type !== "piecewise-constant-decay" || hasRateForEachPart(rest as Parts), {
    path: ["values"],
    message: "must be one more than there are boundaries, which rise",
  });

interface Parts {
  boundaries: number[];
  values: number[];
}

function hasRateForEachPart({ boundaries, values }: Parts): boolean {
  const rises = boundaries.every((boundary, i) => i === 0 || boundary > (boundaries[i - 1] as number));
  return rises && values.length === boundaries.length + 1;
}
