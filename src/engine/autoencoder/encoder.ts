import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Experiment } from "../../protocol/experiment.ts";
import type { TF } from "../backend/tf.ts";
import { modelUnreadable } from "../model/errors.ts";
import { loadModel } from "../model/files.ts";
import { loadJson } from "../model/json-model.ts";
import type { Layer } from "../model/network.ts";
import type { FittedRecipe } from "../recipe/fitted.ts";
import { encoderInputsTaken, encoderNeeded, featuresDiffer } from "./errors.ts";
import { encoderLayers } from "./network.ts";
import type { PretrainedState } from "./state.ts";

/** A pretrained encoder as the first layers of another network. */
export interface Encoder {
  layers: Layer[];
  /** Gives the layers the weights they were pretrained to, once they are part of a model. */
  set(): Promise<void>;
}

/** The encoder that an experiment asks to begin with; null where it asks for none. */
export const encoderAsked = ({ model }: Experiment): { run: string; freeze: boolean } | null =>
  (model.algorithm === "mlp" && model.encoder) || null;

/**
 * Layers of the encoder of a denoising-pretrain run. `artifacts`: the directory of that run's artifacts. Throws where the
 * features are not those that it was trained on, by name and order.
 */
export async function beginWithEncoder(
  tf: TF,
  artifacts: string | undefined,
  { freeze, run }: { freeze: boolean; run: string },
  features: readonly string[],
): Promise<Encoder> {
  if (artifacts === undefined) throw encoderNeeded(run);
  const directory = join(artifacts, "model");
  const state = await loadJson<PretrainedState>(directory, "trainyard-denoising-pretrain");
  const at = state.features.findIndex((name, i) => features[i] !== name);
  if (at >= 0 || features.length !== state.features.length) throw featuresDiffer(run, state.features, features);
  const layers = encoderLayers(tf, state.shape, features.length, !freeze);
  return { layers, set: () => copyEncoder(tf, join(directory, "network"), layers) };
}

async function copyEncoder(tf: TF, directory: string, layers: readonly Layer[]): Promise<void> {
  const saved = await loadModel(tf, directory);
  try {
    for (const layer of layers) {
      const weights = saved.getLayer(layer.name).getWeights();
      layer.setWeights(weights);
    }
  } finally {
    saved.dispose();
  }
}

/** How a run prepared its rows. `artifacts`: the directory of its artifacts. */
async function recipeOf(artifacts: string): Promise<FittedRecipe> {
  const file = join(artifacts, "recipe.json");
  try {
    return JSON.parse(await readFile(file, "utf8")) as FittedRecipe;
  } catch (error) {
    throw modelUnreadable(file, "it is missing or broken", error);
  }
}

/**
 * Where an experiment with an encoder has no recipe of its own, that of the encoder's run: it learnt from rows prepared so.
 * Throws where the experiment predicts or excludes what that recipe needs.
 */
export async function recipeWithEncoder(experiment: Experiment, artifacts: string | undefined): Promise<FittedRecipe | undefined> {
  const asked = encoderAsked(experiment);
  if (!asked || experiment.recipe.length > 0) return undefined;
  if (artifacts === undefined) throw encoderNeeded(asked.run);
  const recipe = await recipeOf(artifacts);
  const taken = recipe.inputs.map(({ name }) => name).filter((name) => name === experiment.target || experiment.exclude.includes(name));
  if (taken.length > 0) throw encoderInputsTaken(asked.run, taken);
  return recipe;
}
