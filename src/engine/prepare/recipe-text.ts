import { basename } from "node:path";
import { type ParseError, parse } from "jsonc-parser";
import { experiment as schema } from "../../protocol/experiment.schema.ts";
import type { Experiment, ExperimentProblem } from "../../protocol/experiment.ts";
import { type ErrorFacts, inputError } from "../../shared/errors.ts";
import { parseExperiment } from "../experiment/parse.ts";

export interface RecipeText {
  /** What matters to preparation; the model and the training are stand-ins. Its recipe: the steps that can be read, up to the first that cannot. */
  experiment: Experiment;
  /** What is wrong with the step after those. */
  unread: ErrorFacts | null;
}

/** An experiment's text, for looking at its first `count` steps: what is wrong with later steps, model or training does no harm. */
export function readRecipeText(text: string, file: string, count: number): RecipeText {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const { problems } = parseExperiment(text, file);
  const syntax = problems.find(({ code }) => code === "experiment-not-json");
  if (syntax) throw inputError(factsOf(syntax));
  const steps: unknown[] = isObject(value) && Array.isArray(value.recipe) ? value.recipe : [];
  const broken = problems.filter(({ severity }) => severity === "error");
  const wrong = broken.flatMap((problem) => stepOf(problem) ?? []).filter((index) => index < count);
  const until = Math.min(count, steps.length, ...wrong);
  const stripped = { ...(isObject(value) ? value : {}), recipe: steps.slice(0, until), model: { algorithm: "linear" }, training: {} };
  const parsed = schema.safeParse(stripped);
  if (!parsed.success) throw inputError(factsOf(broken.find((problem) => stepOf(problem) === null) ?? broken[0] ?? notAnExperiment(file)));
  const first = broken.find((problem) => stepOf(problem) === until);
  return { experiment: parsed.data, unread: first && until < count ? { ...factsOf(first), kind: "input" } : null };
}

/** Index of the step that a problem is about: `recipe[2].strategy`, `recipe.2`. */
function stepOf({ place }: ExperimentProblem): number | null {
  const [, index] = /^recipe[.[](\d+)/.exec(place.field ?? "") ?? [];
  return index === undefined ? null : Number(index);
}

function factsOf({ code, message, remedy, place }: ExperimentProblem): Omit<ErrorFacts, "kind"> {
  const field = place.field?.replace(/^recipe\[(\d+)\]/, "recipe.$1");
  return { code, message, remedy, place: { ...place, ...(field === undefined ? {} : { field }) } };
}

const notAnExperiment = (file: string): ExperimentProblem => ({
  severity: "error",
  code: "experiment-not-json",
  message: `${basename(file)} is not an experiment.`,
  remedy: "Give an experiment file; New Experiment from Dataset writes one.",
  place: { file },
});

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
