import type { Optimizer } from "@tensorflow/tfjs-core";
import type { Experiment } from "../../../protocol/experiment.ts";
import { unknownSeries } from "../errors.ts";
import { rateAt } from "./formulas.ts";
import { afterEpoch, type PlateauState } from "./plateau.ts";

type Settings = Pick<Experiment["training"], "schedule" | "learningRate" | "epochs">;

/** The learning rate of each step of a training. */
export interface LearningRate {
  /** At a time in epochs: 0 at the first step, 1 at the first of the second epoch. */
  at(epoch: number): number;
  /** Takes in an epoch's figures. */
  epochEnded(figures: Record<string, number>): void;
  /** Null where the schedule carries nothing on. */
  state(): PlateauState | null;
}

/** Name of the series that a schedule logs: the rate of an epoch's last step. */
export const RATE_SERIES = "lr";

/** Null without a schedule: the rate stays what it is. Throws `series-unknown` where a plateau of no known series is watched. */
export function learningRate(
  { schedule, learningRate: rate, epochs }: Settings,
  logged: readonly string[],
  begun?: PlateauState | null,
): LearningRate | null {
  if (schedule === undefined) return null;
  const { warmup } = schedule;
  const from = { rate, epochs: Math.max(epochs - warmup, Number.MIN_VALUE) };
  if (schedule.type !== "reduce-on-plateau") {
    const at = (epoch: number) => (epoch < warmup ? (rate * epoch) / warmup : rateAt(schedule, epoch - warmup, from));
    return { at, epochEnded: () => undefined, state: () => null };
  }
  if (!logged.includes(schedule.monitor)) throw unknownSeries(schedule.monitor, logged, "training.schedule.monitor");
  let plateau: PlateauState = begun ?? { rate, best: null, waited: 0, cooling: 0 };
  return {
    at: (epoch) => (epoch < warmup ? (plateau.rate * epoch) / warmup : plateau.rate),
    epochEnded: (figures) => {
      plateau = afterEpoch(schedule, plateau, figures[schedule.monitor] ?? Number.NaN);
    },
    state: () => plateau,
  };
}

/** Before the next step. The optimizers that keep a tensor of it have a method for it; the others read the field. */
export function setLearningRate(optimizer: Optimizer, rate: number): void {
  const own = optimizer as unknown as { setLearningRate?: (rate: number) => void; learningRate: number };
  if (own.setLearningRate) own.setLearningRate(rate);
  else own.learningRate = rate;
}
