import type { CodeJob } from "../../protocol/worker.ts";
import { codeOf } from "../recipe/code/recipe-code.ts";
import { learnRecipe } from "../recipe/fit.ts";
import { namingRows } from "../recipe/naming-rows.ts";
import { trainingRows } from "../train/prepare.ts";
import { experimentRows, withSource } from "./rows.ts";

/** Fits an experiment's recipe on its training rows and writes it as TypeScript. */
export async function recipeCode({ experiment, source, title }: CodeJob, signal: AbortSignal): Promise<string> {
  const { frame, numbers, booleans } = await withSource(source, signal, async (reader) => {
    const rows = experimentRows(reader, experiment);
    return { frame: await rows.read("train"), numbers: await rows.numbers("train"), booleans: rows.booleans };
  });
  const { known, features, fit } = trainingRows(experiment, frame, { booleans });
  const { recipe } = namingRows(
    (position) => numbers[known.kept[position] as number] as number,
    () => learnRecipe(experiment.recipe, features, fit),
  );
  return codeOf(recipe, title);
}
