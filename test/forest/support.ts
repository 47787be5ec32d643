import type { Experiment } from "../../src/protocol/experiment.schema.ts";
import { penguinExperiment } from "../train/penguins.ts";

/** A random forest that learns the column y. */
export const forestExperiment = (
  task: Experiment["task"],
  { model = {}, ...change }: { model?: object; training?: object } = {},
): Experiment => penguinExperiment({ target: "y", task, recipe: [], model: { algorithm: "random-forest", ...model }, ...change });
