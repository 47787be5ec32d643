import { dirname, resolve } from "node:path";
import type { Progress } from "../../protocol/method.ts";
import type { Suggestion } from "../../protocol/prepare.ts";
import { readingOf } from "../../protocol/reading.ts";
import { recipeStep } from "../../protocol/recipe/step.schema.ts";
import type { Engine } from "../engine.ts";
import { profileFile } from "../profile.ts";
import { readRecipeText } from "./recipe-text.ts";
import { suggestionsFor } from "./suggestions.ts";

/** Rows that suggestions are made from, where a file has more. */
const SAMPLE = 100_000;

/** What is worth doing to an experiment's data and is not in its recipe yet. Only steps that there are, with options that they take. */
export async function suggestSteps(
  engine: Engine,
  folder: string,
  { file: path, text }: { file: string; text: string },
  { signal, progress }: { signal: AbortSignal; progress(progress: Progress): void },
): Promise<Suggestion[]> {
  const file = resolve(folder, path);
  const { experiment } = readRecipeText(text, file, Number.POSITIVE_INFINITY);
  const { target } = experiment;
  const data = resolve(dirname(file), experiment.data);
  const query = { ...readingOf(experiment), file: data, ...(target !== undefined && { target }), sample: SAMPLE };
  const profile = await profileFile(engine, folder, query, signal, progress);
  return suggestionsFor(profile, experiment, algorithmOf(text)).filter(
    ({ edit }) => edit.edit !== "add" || recipeStep.safeParse(edit.step).success,
  );
}

/** Name of the model's algorithm as written. */
const algorithmOf = (text: string): string => /"algorithm"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? "";
