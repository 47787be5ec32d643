import type { ExperimentProblem } from "../../src/protocol/experiment.ts";
import type { Path } from "./shape.ts";

/** `["training", "earlyStopping", "patience"]` as errors name it: `training.earlyStopping.patience`. */
const fieldName = (path: Path): string =>
  path.map((part, at) => (typeof part === "number" ? `[${part}]` : `${at === 0 ? "" : "."}${part}`)).join("");

/** What the engine says is wrong with the setting at `path`, or (`below`) with a part of it. */
export function problemAt(problems: readonly ExperimentProblem[], path: Path, below: boolean): string | undefined {
  const name = fieldName(path);
  const found = problems.filter(({ place: { field = "" } }) => field === name || (below && isBelow(field, name)));
  return found.length === 0 ? undefined : found.map(({ message, remedy }) => `${message} ${remedy}`).join(" ");
}

/** Those about the keys of a section. */
export const problemsIn = (problems: readonly ExperimentProblem[], keys: readonly string[]): ExperimentProblem[] =>
  problems.filter(({ place: { field = "" } }) => keys.some((key) => field === key || isBelow(field, key)));

const isBelow = (field: string, name: string): boolean => field.startsWith(`${name}.`) || field.startsWith(`${name}[`);
