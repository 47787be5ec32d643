import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { loadJson } from "../model/json-model.ts";
import type { FittedRecipe } from "../recipe/fitted.ts";
import { horizonTooFar, rowsNeeded } from "./errors.ts";
import { labelsOf } from "./rows.ts";
import type { ForecasterState } from "./state.ts";
import { describeTime, timeAt } from "./time-step.ts";

/**
 * The next rows of every series of a forecaster, as CSV: time and series, one row a step. `artifacts`: the directory of its
 * run's artifacts. Throws where it needs columns that only the user knows.
 */
export async function futureRows(artifacts: string, horizon: number): Promise<string> {
  const { params, step, series } = await loadJson<ForecasterState>(join(artifacts, "model"), "trainyard-forecaster");
  if (horizon > params.horizon) throw horizonTooFar(horizon, params.horizon);
  const recipe = JSON.parse(await readFile(join(artifacts, "recipe.json"), "utf8")) as FittedRecipe;
  const given = [params.time, ...params.series];
  const needed = recipe.inputs.map(({ name }) => name).filter((name) => !given.includes(name));
  if (needed.length > 0) throw rowsNeeded(needed);
  const dates = recipe.inputs.some(({ name, kind }) => name === params.time && kind === "date");
  const lines = series.flatMap(({ key, anchor, from, values }) => {
    const last = from + values.findLastIndex((value) => value !== null);
    return Array.from({ length: horizon }, (_, i) => [describeTime(timeAt(step, anchor, last + i + 1), dates), ...labelsOf(key)]);
  });
  return [given, ...lines].map((cells) => `${cells.map(cell).join(",")}\n`).join("");
}

const cell = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
