import { type Node, type ParseError, parse, parseTree, printParseErrorCode } from "jsonc-parser";
import { experiment as schema } from "../../protocol/experiment.schema.ts";
import type { Experiment, ExperimentProblem } from "../../protocol/experiment.ts";
import { describeIssue } from "./issues.ts";
import { fieldName, offsetOf, offsetOfKey, positionAt } from "./position.ts";
import { checkSense } from "./sense.ts";
import { checkHeeded } from "./sense-heeded.ts";

export interface ParsedExperiment {
  /** With all defaults filled in; null when there is an error. */
  experiment: Experiment | null;
  problems: ExperimentProblem[];
}

/** Reads an experiment file's text: JSON with comments and trailing commas. Every problem has its line and column. */
export function parseExperiment(text: string, file: string): ParsedExperiment {
  const syntax: ParseError[] = [];
  const value: unknown = parse(text, syntax, { allowTrailingComma: true });
  const root = parseTree(text, [], { allowTrailingComma: true });
  const place = (offset: number, field = "") => ({ file, ...positionAt(text, offset), ...(field ? { field } : {}) });
  if (syntax.length > 0 || value === undefined) return { experiment: null, problems: syntaxProblems(syntax, place) };

  const parsed = schema.safeParse(value, { reportInput: true });
  if (!parsed.success) {
    const problems = parsed.error.issues.flatMap(describeIssue).map(({ path, key, message, remedy, code }): ExperimentProblem => {
      const offset = key === undefined ? offsetOf(root, path) : offsetOfKey(root, path, key);
      return { severity: "error", code, message, remedy, place: place(offset, fieldName([...path, ...(key ? [key] : [])])) };
    });
    return { experiment: null, problems };
  }
  const problems = [...checkSense(parsed.data), ...checkHeeded(parsed.data, value)].map(({ path, within = 0, ...rest }) => ({
    ...rest,
    place: place(offsetOf(root as Node, path) + within, fieldName(path)),
  }));
  const broken = problems.some(({ severity }) => severity === "error");
  return { experiment: broken ? null : parsed.data, problems };
}

function syntaxProblems(errors: ParseError[], place: (offset: number) => ExperimentProblem["place"]): ExperimentProblem[] {
  const first = errors[0];
  const what = first
    ? printParseErrorCode(first.error)
        .replace(/([a-z])([A-Z])/g, "$1 $2")
        .toLowerCase()
    : "the file is empty";
  return [
    {
      severity: "error",
      code: "experiment-not-json",
      message: `This is not valid JSON: ${what}.`,
      remedy: "Correct it here; comments and trailing commas are allowed.",
      place: place(first?.offset ?? 0),
    },
  ];
}
