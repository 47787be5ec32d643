import type { Progress } from "../protocol/method.ts";
import type { SplitCheck } from "../protocol/split.ts";
import { readOnce } from "./data/open/open.ts";
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
  const read = readOnce(engine, folder, experiment, signal);
  const told = (fraction: number, message: string) => progress({ message, fraction });
  return engine.temp.use((tempDirectory) => checkSplit({ experiment, directory, folder, tempDirectory, read, signal, progress: told }));
}
