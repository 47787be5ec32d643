import { experiment as schema } from "../../protocol/experiment.schema.ts";
import type { Experiment, ExperimentProblem } from "../../protocol/experiment.ts";
import { describeIssue } from "./issues.ts";
import { readJsonc } from "./jsonc.ts";
import { checkSense } from "./sense.ts";
import { checkHeeded } from "./sense-heeded.ts";

export interface ParsedExperiment {
  /** With all defaults filled in; null when there is an error. */
  experiment: Experiment | null;
  problems: ExperimentProblem[];
}

const EXAMPLE = '{ "data": "rows.csv", "target": "y", "task": "binary", "model": { "algorithm": "linear" } }';

/** Reads an experiment file's text: JSON with comments and trailing commas. Every problem has its line and column. */
export function parseExperiment(text: string, file: string): ParsedExperiment {
  const { value, problems: wrong, placeOf, problemOf } = readJsonc(text, file, "experiment", EXAMPLE);
  if (value === undefined) return { experiment: null, problems: wrong };
  const parsed = schema.safeParse(value, { reportInput: true });
  if (!parsed.success) return { experiment: null, problems: [...wrong, ...parsed.error.issues.flatMap(describeIssue).map(problemOf)] };
  const sense = [...checkSense(parsed.data), ...checkHeeded(parsed.data, value)];
  const problems = [...wrong, ...sense.map(({ path, within, ...rest }) => ({ ...rest, place: placeOf(path, within) }))];
  const broken = problems.some(({ severity }) => severity === "error");
  return { experiment: broken ? null : parsed.data, problems };
}
