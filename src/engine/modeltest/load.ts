import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { ModelTestFile, ModelTestProblem } from "../../protocol/modeltest.ts";
import { inputError, type Place } from "../../shared/errors.ts";
import { isExperimentFile } from "../experiment/load.ts";
import { noExperiment, testFileMissing } from "./errors.ts";
import { parseTests } from "./parse.ts";

export interface LoadedTests {
  /** Absolute path. */
  file: string;
  /** Absolute path of the experiment whose models it tests. */
  experiment: string;
  tests: ModelTestFile["tests"];
  places: Place[];
}

const isTestFile = (file: string): boolean => /\.modeltest\.jsonc?$/.test(file);

/** Reads and checks a file of tests. Throws the first error, with its line and column. */
export async function loadTests(file: string): Promise<LoadedTests> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw testFileMissing(file, error.code === "ENOENT" ? "does not exist" : `cannot be read (${error.code ?? "unknown reason"})`);
  });
  const { tests, places, problems } = parseTests(text, file);
  if (!tests) throw problemError(problems[0] as ModelTestProblem, problems.length);
  return { file, tests: tests.tests, places, experiment: await experimentOf(file, tests.experiment) };
}

/** The files of tests beside an experiment that are about it, by name. One that is about it by name alone is not passed over, whatever is wrong with it. */
export async function testsOf(experiment: string): Promise<LoadedTests[]> {
  const names = (await readdir(dirname(experiment)).catch(() => [])).filter(isTestFile).sort();
  const found: LoadedTests[] = [];
  for (const name of names) {
    const file = join(dirname(experiment), name);
    const loaded = await loadTests(file).catch((error: unknown) => {
      if (stem(name) === stem(basename(experiment))) throw error;
      return null;
    });
    if (loaded?.experiment === experiment) found.push(loaded);
  }
  return found;
}

async function experimentOf(file: string, named: string | undefined): Promise<string> {
  if (named !== undefined) return resolve(dirname(file), named);
  const there = (await readdir(dirname(file)).catch(() => [])).filter(isExperimentFile).sort();
  const same = there.find((name) => stem(name) === stem(basename(file)));
  const chosen = same ?? (there.length === 1 ? there[0] : undefined);
  if (chosen === undefined) throw noExperiment(file, there);
  return join(dirname(file), chosen);
}

/** `penguins.modeltest.json` -> `penguins`. */
const stem = (name: string) => name.replace(/\.(modeltest|experiment)\.jsonc?$/, "");

function problemError({ code, message, remedy, place }: ModelTestProblem, count: number) {
  const more = count > 1 ? ` (and ${count - 1} more)` : "";
  return inputError({ code, message: message.replace(/\.$/, `${more}.`), remedy, place });
}
