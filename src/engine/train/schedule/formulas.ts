import type { Experiment } from "../../../protocol/experiment.ts";

type Schedule = NonNullable<Experiment["training"]["schedule"]>;
export type Formula = Exclude<Schedule, { type: "reduce-on-plateau" }>;

/** What a schedule decays from, and for how many epochs at most. */
interface From {
  rate: number;
  epochs: number;
}

/**
 * The learning rate at a time, in epochs after the warm-up: Keras's `keras.optimizers.schedules`, whose `decay_steps` are
 * our epochs times the steps of one.
 */
export function rateAt(schedule: Formula, epoch: number, { rate, epochs }: From): number {
  switch (schedule.type) {
    case "constant":
      return rate;
    case "exponential-decay":
      return rate * schedule.decayRate ** periods(epoch, schedule);
    case "inverse-time-decay":
      return rate / (1 + schedule.decayRate * periods(epoch, schedule));
    case "piecewise-constant-decay":
      return piecewise(schedule, epoch);
    case "polynomial-decay":
      return polynomial(schedule, epoch, { rate, epochs });
    case "cosine-decay":
      return rate * cosine(Math.min(epoch / (schedule.decayEpochs ?? epochs), 1), schedule.alpha);
    case "cosine-decay-restarts":
      return rate * restarts(schedule, epoch / schedule.firstDecayEpochs);
  }
}

function periods(epoch: number, { decayEpochs, staircase }: { decayEpochs: number; staircase: boolean }): number {
  const passed = epoch / decayEpochs;
  return staircase ? Math.floor(passed) : passed;
}

const cosine = (share: number, alpha: number) => (1 - alpha) * 0.5 * (1 + Math.cos(Math.PI * share)) + alpha;

/** A boundary belongs to what is before it. */
function piecewise({ boundaries, values }: Extract<Formula, { type: "piecewise-constant-decay" }>, epoch: number): number {
  const at = boundaries.findIndex((boundary) => epoch <= boundary);
  return values[at < 0 ? boundaries.length : at] as number;
}

function polynomial(schedule: Extract<Formula, { type: "polynomial-decay" }>, epoch: number, { rate, epochs }: From): number {
  const { endLearningRate, power, cycle, decayEpochs = epochs } = schedule;
  const length = cycle ? decayEpochs * Math.max(1, Math.ceil(epoch / decayEpochs)) : decayEpochs;
  const left = 1 - (cycle ? epoch : Math.min(epoch, decayEpochs)) / length;
  return (rate - endLearningRate) * left ** power + endLearningRate;
}

/** `passed`: in first periods. */
function restarts({ tMul, mMul, alpha }: Extract<Formula, { type: "cosine-decay-restarts" }>, passed: number): number {
  const restart = tMul === 1 ? Math.floor(passed) : Math.floor(Math.log(1 - passed * (1 - tMul)) / Math.log(tMul));
  const share = tMul === 1 ? passed - restart : (passed - (1 - tMul ** restart) / (1 - tMul)) / tMul ** restart;
  return mMul ** restart * (cosine(share, 0) * (1 - alpha)) + alpha;
}
