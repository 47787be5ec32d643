import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Experiment } from "../../protocol/experiment.ts";
import type { FittedRecipe } from "../recipe/fitted.ts";
import type { FittedModel, TensorFlow } from "./algorithm.ts";
import { modelOtherVersion, modelUnreadable } from "./errors.ts";
import type { InputExample } from "./input-example.ts";
import { algorithmFor } from "./registry.ts";
import { signatureOf } from "./signature.ts";
import type { TargetState } from "./target.ts";

/** All that is needed to use a model again. */
export interface Trained {
  model: FittedModel<unknown>;
  recipe: FittedRecipe;
  target: TargetState;
}

/** Where things lie in a run's artifacts. */
const FILES = {
  model: "model",
  recipe: "recipe.json",
  target: "target.json",
  signature: "signature.json",
  inputExample: "input_example.json",
} as const;

export async function saveTrained({ model, recipe, target }: Trained, example: InputExample, directory: string): Promise<void> {
  await mkdir(join(directory, FILES.model), { recursive: true });
  await model.save(join(directory, FILES.model));
  await writeJson(join(directory, FILES.recipe), recipe);
  await writeJson(join(directory, FILES.target), target);
  await writeJson(join(directory, FILES.signature), signatureOf(recipe, target, model.outputs));
  await writeJson(join(directory, FILES.inputExample), example);
}

/**
 * Reads what `saveTrained` wrote. Throws `model-unreadable` where a file is missing, broken or of another version.
 * `often`: it is going to be asked again and again, so that a graph is worth it from the first time.
 */
export async function loadTrained(
  directory: string,
  experiment: Experiment,
  tensorflow: TensorFlow,
  { often = false } = {},
): Promise<Trained> {
  const recipe = await readJson<FittedRecipe>(join(directory, FILES.recipe));
  if (recipe.version !== 1) throw modelOtherVersion(join(directory, FILES.recipe), recipe.version);
  const target = await readJson<TargetState>(join(directory, FILES.target));
  const { compile: chosen } = experiment.training;
  const compile = often && chosen !== "off" ? "on" : chosen;
  const model = await algorithmFor(experiment.model).load(join(directory, FILES.model), { task: target.task, tensorflow, compile });
  return { model, recipe, target };
}

const writeJson = (file: string, value: unknown) => writeFile(file, `${JSON.stringify(value, null, 2)}\n`);

async function readJson<T>(file: string): Promise<T> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as T;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw modelUnreadable(file, missing ? "it is missing" : "it is not JSON", error);
  }
}
