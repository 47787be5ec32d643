import type { Experiment } from "../../protocol/experiment.ts";
import { heeds } from "../train/params.ts";
import type { Sense } from "./sense.ts";

/** Values of settings that switch something off: to write them where nothing is to be switched is no mistake. */
const OFF: readonly unknown[] = [false, "none", null];
/** Of every algorithm, for `--seed` sets it too. */
const ALWAYS = "seed";

/** Settings of `training` that the file gives and its algorithm does not heed. `written`: the file's value, without defaults. */
export function checkHeeded({ model: { algorithm } }: Experiment, written: unknown): Sense[] {
  const { training = {} } = written as { training?: object };
  return Object.entries(training)
    .filter(([setting, value]) => setting !== ALWAYS && !OFF.includes(value) && !heeds(algorithm, setting))
    .map(([setting]) => ({
      severity: "warning",
      code: "experiment-setting-unheeded",
      message: `${algorithm} does not heed "training.${setting}".`,
      remedy: `Remove "${setting}", or choose an algorithm that uses it.`,
      path: ["training", setting],
    }));
}
