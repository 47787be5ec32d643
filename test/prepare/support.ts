import { cpSync } from "node:fs";
import { join } from "node:path";
import { prepareSource } from "../../src/engine/data/source.ts";
import { experiment as schema } from "../../src/protocol/experiment.schema.ts";
import type { Experiment, RecipeStep } from "../../src/protocol/experiment.ts";
import type { DataSource } from "../../src/protocol/worker.ts";
import { PENGUINS } from "../support/paths.ts";
import { tempDir } from "../support/temp.ts";

/** An experiment on the penguins with this recipe, its defaults filled in. */
export const penguins = (recipe: object[], more: object = {}): Experiment =>
  schema.parse({ data: "penguins.csv", target: "species", task: "multiclass", model: { algorithm: "linear" }, recipe, ...more });

/** Their data, read and split. */
export async function penguinSource(experiment: Experiment): Promise<{ source: DataSource; directory: string }> {
  const directory = tempDir();
  cpSync(PENGUINS, join(directory, "penguins.csv"));
  const { source } = await prepareSource({ experiment, directory, tempDirectory: tempDir() });
  return { source, directory };
}

export const sameStep = (step: RecipeStep): string => JSON.stringify(step);
export const going = new AbortController().signal;
