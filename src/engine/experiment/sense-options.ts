import type { RecipeStep } from "../../protocol/experiment.ts";
import { TrainyardError } from "../../shared/errors.ts";
import { unknownCodes } from "../recipe/dates/format.ts";
import { stepFor } from "../recipe/registry.ts";
import { patternOf } from "../recipe/steps/find-and-replace.ts";
import type { Sense } from "./sense.ts";

/** Options of a step that can never work, whatever the data. */
export function checkOptions(step: RecipeStep, i: number): Sense[] {
  return [...checkSelector(step, i), ...checkRange(step, i), ...checkTexts(step, i)];
}

/** A kind of column that the step cannot work on. */
function checkSelector(step: RecipeStep, i: number): Sense[] {
  const { columns } = step;
  if (Array.isArray(columns) || columns === "all") return [];
  const kind = columns === "boolean" ? "number" : columns;
  const accepts = stepFor(step).accepts(step);
  if (accepts.includes(kind) || accepts.length === 0) return [];
  return [
    {
      severity: "error",
      code: "column-unfit",
      message: `The step ${step.step} cannot work on ${columns} columns: here it needs ${accepts.join(" or ")}.`,
      remedy: "Choose other columns, or other options.",
      path: ["recipe", i, "columns"],
    },
  ];
}

/** Two ends that leave nothing between them. */
function checkRange(step: RecipeStep, i: number): Sense[] {
  const key = step.step === "min-max-scale" ? "range" : "percentiles";
  const ends = (step as { range?: unknown; percentiles?: unknown })[key];
  if (!Array.isArray(ends) || ends[0] < ends[1]) return [];
  return [
    {
      severity: "error",
      code: "experiment-range-empty",
      message: `From ${ends[0]} to ${ends[1]} there is nothing.`,
      remedy: "Give the smaller number first.",
      path: ["recipe", i, key],
    },
  ];
}

/** Patterns and formats that cannot be read. */
function checkTexts(step: RecipeStep, i: number): Sense[] {
  if (step.step === "rename-column" && Array.isArray(step.columns) && step.columns.length > 1)
    return [
      {
        severity: "error",
        code: "one-column-only",
        message: "The step rename-column works on one column.",
        remedy: "Add one such step for each column.",
        path: ["recipe", i, "columns"],
      },
    ];
  if (step.step === "find-and-replace" && step.regularExpression) return asSense(() => patternOf(step), ["recipe", i, "find"]);
  const [unknown] = step.step === "change-type" && step.format !== undefined ? unknownCodes(step.format) : [];
  if (unknown === undefined) return [];
  return [
    {
      severity: "error",
      code: "date-format-unknown",
      message: `The date format has "${unknown}", which is not known.`,
      remedy: "Use %Y %y %m %b %B %d %H %I %p %M %S %f %z, and %% for a percent sign.",
      path: ["recipe", i, "format"],
    },
  ];
}

function asSense(work: () => unknown, path: Sense["path"]): Sense[] {
  try {
    work();
    return [];
  } catch (error) {
    if (!TrainyardError.is(error)) throw error;
    const { code, message, remedy } = error.facts;
    return [{ severity: "error", code, message, remedy, path }];
  }
}
