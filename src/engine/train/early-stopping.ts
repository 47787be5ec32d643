import type { Experiment } from "../../protocol/experiment.ts";
import { unknownSeries } from "./errors.ts";

type Setting = Experiment["training"]["earlyStopping"];

/** Which epoch was best so far, and whether waiting longer is over. Keras's `EarlyStopping`. */
export interface EarlyStopping {
  /** Takes in an epoch's figures; true if this epoch is the best so far. */
  improved(epoch: number, figures: Record<string, number>): boolean;
  /** True once the series has not improved for `patience` epochs. */
  readonly over: boolean;
  readonly best: { epoch: number; value: number } | null;
  readonly monitor: string;
  /** Whether the model is to be as it was at the best epoch: asked for, or because training was cut short. */
  restores(stopped: boolean): boolean;
  state(): StoppingState;
}

export interface StoppingState {
  best: { epoch: number; value: number } | null;
  /** Epochs since the best. */
  waited: number;
}

/** Which way a series should go, by its name; as Keras's mode `auto`. */
export const lowerIsBetter = (series: string): boolean => !/acc|auc|precision|recall|f1|r2/.test(series);

/**
 * Without early stopping it still knows the best epoch by `val_loss`, and is never over.
 * `logged` are the series that there will be; throws `series-unknown` for another one.
 */
export function earlyStopping(setting: Setting, logged: readonly string[], begun?: StoppingState): EarlyStopping {
  const { monitor, patience, minDelta } = setting || { monitor: "val_loss", patience: Number.POSITIVE_INFINITY, minDelta: 0 };
  if (!logged.includes(monitor)) throw unknownSeries(monitor, logged);
  const sign = lowerIsBetter(monitor) ? 1 : -1;
  let { best, waited }: StoppingState = begun ?? { best: null, waited: 0 };
  return {
    monitor,
    get best() {
      return best;
    },
    get over() {
      // Keras: `wait >= patience`, and a patience of 0 stops at the first epoch that is no better.
      return waited >= Math.max(1, patience);
    },
    state: () => ({ best, waited }),
    restores: (stopped) => best !== null && (stopped || (setting !== false && setting.restoreBestWeights)),
    improved(epoch, figures) {
      const value = figures[monitor] ?? Number.NaN;
      if (Number.isFinite(value) && (best === null || sign * value < sign * best.value - minDelta)) {
        best = { epoch, value };
        waited = 0;
        return true;
      }
      waited += 1;
      return false;
    },
  };
}
