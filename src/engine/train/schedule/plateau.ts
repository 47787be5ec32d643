import type { Experiment } from "../../../protocol/experiment.ts";
import { lowerIsBetter } from "../early-stopping.ts";

type Setting = Extract<NonNullable<Experiment["training"]["schedule"]>, { type: "reduce-on-plateau" }>;

export interface PlateauState {
  rate: number;
  best: number | null;
  waited: number;
  /** Epochs left in which nothing is counted. */
  cooling: number;
}

/** What an epoch's figure makes of the learning rate: Keras's `ReduceLROnPlateau`. */
export function afterEpoch(setting: Setting, { rate, best, waited, cooling }: PlateauState, value: number): PlateauState {
  const sign = lowerIsBetter(setting.monitor) ? 1 : -1;
  const improved = Number.isFinite(value) && (best === null || sign * value < sign * best - setting.minDelta);
  const left = Math.max(0, cooling - 1);
  const counted = { rate, best: improved ? value : best, cooling: left, waited: improved || cooling > 0 ? 0 : waited };
  if (improved || left > 0) return counted;
  const waitedNow = counted.waited + 1;
  if (waitedNow < setting.patience || rate <= setting.minLearningRate) return { ...counted, waited: waitedNow };
  return { ...counted, rate: Math.max(rate * setting.factor, setting.minLearningRate), cooling: setting.cooldown, waited: 0 };
}
