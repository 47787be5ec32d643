import { readFile } from "node:fs/promises";
import { experiment as schema } from "../../protocol/experiment.schema.ts";
import type { Experiment } from "../../protocol/experiment.ts";
import { failure } from "../../shared/errors.ts";
import { modelUnreadable } from "../model/errors.ts";

/** An experiment as a run kept it, with what has been added to experiments since by its default. */
export function readExperiment(text: string, run: string): Experiment {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw failure(
      {
        code: "experiment-of-another-version",
        message: `The experiment that ${run} kept cannot be read by this version of Trainyard.`,
        remedy: "Train again from the experiment file, or use the version that made the run.",
      },
      error,
    );
  }
}

/** The same from its file. Throws `model-unreadable` where it is missing. */
export async function readExperimentFile(file: string, run: string): Promise<Experiment> {
  const text = await readFile(file, "utf8").catch((error) => {
    throw modelUnreadable(file, "it is missing", error);
  });
  return readExperiment(text, run);
}
