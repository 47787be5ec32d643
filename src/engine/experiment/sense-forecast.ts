import type { Experiment } from "../../protocol/experiment.ts";
import type { Sense } from "./sense.ts";

/** What is wrong with the settings of a forecaster, as far as the file alone can tell. */
export function checkForecast(experiment: Experiment): Sense[] {
  const { model, split, target, exclude } = experiment;
  if (model.algorithm !== "forecaster") return [];
  const { time, series, known } = model;
  const found: Sense[] = [];
  const inTime = (split.method === "time" && split.column === time) || split.method === "column";
  if (!inTime)
    found.push({
      severity: "error",
      code: "experiment-split-not-in-time",
      message: `A forecast is tested on what came later: the split must be by time, by the column "${time}".`,
      remedy: `Use "split": { "method": "time", "column": "${time}" }.`,
      path: ["split", ...(split.method === "time" && split.column !== undefined ? ["column"] : [])],
    });
  for (const [i, name] of [time, ...series, ...known].entries()) {
    const field = i === 0 ? "time" : i <= series.length ? "series" : "known";
    if (name !== target && !exclude.includes(name)) continue;
    found.push({
      severity: "error",
      code: "experiment-column-needed",
      message: `model.${field} names "${name}", which is ${name === target ? "the target" : "excluded"}.`,
      remedy: name === target ? "Name another column; the target's own past is used anyway." : `Take "${name}" out of exclude.`,
      path: ["model", field],
    });
  }
  return found;
}
