import type { Progress } from "../protocol/method.ts";
import type { SplitCheck } from "../protocol/split.ts";
import { checkSplit } from "./data/split/check.ts";
import type { Engine } from "./engine.ts";
import { loadExperiment } from "./experiment/load.ts";

/** What is known of the split of an experiment file. */
export async function splitOf(
  engine: Engine,
  folder: string,
  file: string,
  signal: AbortSignal,
  progress: (progress: Progress) => void = () => undefined,
): Promise<SplitCheck> {
  const { experiment, directory } = await loadExperiment(folder, file);
  return engine.temp.use((tempDirectory) =>
    checkSplit({ experiment, directory, tempDirectory, signal, progress: (fraction, message) => progress({ message, fraction }) }),
  );
}
