import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import type { Experiment, ExperimentProblem } from "../../protocol/experiment.ts";
import { inputError, type TrainyardError } from "../../shared/errors.ts";
import { parseExperiment } from "./parse.ts";

export interface LoadedExperiment {
  experiment: Experiment;
  /** Absolute path of the experiment file. */
  file: string;
  /** What its data path is relative to. */
  directory: string;
  warnings: ExperimentProblem[];
}

export const isExperimentFile = (file: string): boolean => /\.experiment\.jsonc?$/.test(file);

/** Reads and checks an experiment file. Throws the first error, with its line and column. */
export async function loadExperiment(folder: string, path: string): Promise<LoadedExperiment> {
  const file = resolve(folder, path);
  const { experiment, problems } = parseExperiment(await readText(file), file);
  const error = problems.find(({ severity }) => severity === "error");
  if (error || !experiment) throw problemError(error as ExperimentProblem, problems.length);
  return { experiment, file, directory: dirname(file), warnings: problems };
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const what =
      code === "ENOENT" ? "does not exist" : code === "EISDIR" ? "is a directory" : `cannot be read (${code ?? "unknown reason"})`;
    throw inputError(
      {
        code: code === "ENOENT" ? "experiment-file-missing" : "experiment-file-unreadable",
        message: `${basename(file)} ${what}.`,
        remedy: "Give the path of an experiment file; `trainyard init DATA --target COLUMN` writes one.",
        place: { file },
      },
      cause,
    );
  }
}

function problemError({ code, message, remedy, place }: ExperimentProblem, count: number): TrainyardError {
  const more = count > 1 ? ` (and ${count - 1} more)` : "";
  return inputError({ code, message: message.replace(/\.$/, `${more}.`), remedy, place });
}
