import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { CodeQuery, RecipeCode } from "../protocol/code.ts";
import type { Experiment } from "../protocol/experiment.ts";
import type { Progress } from "../protocol/method.ts";
import { inputError, TrainyardError } from "../shared/errors.ts";
import { VERSION } from "../shared/version.ts";
import type { Engine } from "./engine.ts";
import { loadExperiment } from "./experiment/load.ts";
import { preparationOf } from "./prepare/prepare.ts";
import { readRecipeText } from "./prepare/recipe-text.ts";
import { codeOf } from "./recipe/code/recipe-code.ts";
import type { FittedRecipe } from "./recipe/fitted.ts";
import { withWorker } from "./run/worker.ts";

/** A recipe as a stand-alone TypeScript file: that of a run as it learnt it, or of an experiment, fitted on its training rows. */
export function recipeCode(
  engine: Engine,
  folder: string,
  query: CodeQuery,
  signal: AbortSignal,
  progress: (progress: Progress) => void = () => undefined,
): Promise<RecipeCode> {
  return "run" in query ? ofRun(engine, folder, query.run) : ofExperiment(engine, folder, query, signal, progress);
}

async function ofRun(engine: Engine, folder: string, name: string): Promise<RecipeCode> {
  const store = await engine.stores.get(folder);
  const run = await store.show(name);
  if (!run.artifacts.some(({ path }) => path === "recipe.json")) throw noRecipe(run.name);
  return engine.temp.use(async (temp) => {
    await store.extractArtifacts(run.id, temp);
    const recipe = JSON.parse(await readFile(join(temp, "recipe.json"), "utf8")) as FittedRecipe;
    return { name: `${run.name}.prepare.ts`, text: codeOf(recipe, titleOf(`run ${run.name} (${run.id})`)) };
  });
}

async function ofExperiment(
  engine: Engine,
  folder: string,
  query: Extract<CodeQuery, { file: string }>,
  signal: AbortSignal,
  progress: (progress: Progress) => void,
): Promise<RecipeCode> {
  const file = resolve(folder, query.file);
  const directory = dirname(file);
  const experiment = query.text === undefined ? (await loadExperiment(folder, query.file)).experiment : readText(query.text, file);
  const waiting = { signal, progress: (fraction: number, message: string) => progress({ message, fraction: fraction * 0.8 }) };
  return preparationOf(engine).sources.use({ experiment, directory, folder }, waiting, async (source) => {
    progress({ message: "fitting the recipe", fraction: 0.8 });
    const job = { experiment, directory, source, title: titleOf(basename(file)) };
    const text = await withWorker(engine, { name: "worker" }, signal, ({ client }) => client.request("worker/code", job, { signal }));
    return { name: `${basename(file).replace(/\.experiment\.jsonc?$|\.[^.]+$/, "")}.prepare.ts`, text };
  });
}

function readText(text: string, file: string): Experiment {
  const { experiment, unread } = readRecipeText(text, file, Number.POSITIVE_INFINITY);
  if (unread) throw new TrainyardError(unread);
  return experiment;
}

const titleOf = (what: string) => `Prepares a row as ${what} does. Made by Trainyard ${VERSION}.`;

const noRecipe = (name: string) =>
  inputError({
    code: "run-without-recipe",
    message: `${name} has no recipe to show.`,
    remedy: "Choose a finished run of an experiment; `trainyard runs` lists them.",
  });
