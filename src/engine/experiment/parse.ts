import { type Node, type ParseError, parse, parseTree } from "jsonc-parser";
import { experiment as schema } from "../../protocol/experiment.schema.ts";
import type { Experiment, ExperimentProblem } from "../../protocol/experiment.ts";
import { describeIssue } from "./issues.ts";
import { fieldName, offsetOf, offsetOfKey, positionAt } from "./position.ts";
import { checkSense } from "./sense.ts";
import { checkHeeded } from "./sense-heeded.ts";
import { duplicateKeys, wrongSyntax } from "./syntax.ts";

export interface ParsedExperiment {
  /** With all defaults filled in; null when there is an error. */
  experiment: Experiment | null;
  problems: ExperimentProblem[];
}

const EXAMPLE = '{ "data": "rows.csv", "target": "y", "task": "binary", "model": { "algorithm": "linear" } }';

/** Reads an experiment file's text: JSON with comments and trailing commas. Every problem has its line and column. */
export function parseExperiment(file: string, name: string): ParsedExperiment {
  const text = file.replace(/^\uFEFF/, "");
  const syntax: ParseError[] = [];
  const value: unknown = parse(text, syntax, { allowTrailingComma: true });
  const root = parseTree(text, [], { allowTrailingComma: true });
  const place = (offset: number, field = "") => ({ file: name, ...positionAt(text, offset), ...(field ? { field } : {}) });
  const error = (code: string, { offset, ...what }: ReturnType<typeof wrongSyntax>): ExperimentProblem => ({
    severity: "error",
    code,
    ...what,
    place: place(offset),
  });
  if (syntax.length > 0 || value === undefined)
    return { experiment: null, problems: [error("experiment-not-json", wrongSyntax(text, syntax, EXAMPLE))] };

  const twice = duplicateKeys(root).map((wrong) => error("experiment-duplicate-key", wrong));
  const parsed = schema.safeParse(value, { reportInput: true });
  if (!parsed.success) {
    const problems = parsed.error.issues.flatMap(describeIssue).map(({ path, key, message, remedy, code }): ExperimentProblem => {
      const offset = key === undefined ? offsetOf(root, path) : offsetOfKey(root, path, key);
      return { severity: "error", code, message, remedy, place: place(offset, fieldName([...path, ...(key ? [key] : [])])) };
    });
    return { experiment: null, problems: [...twice, ...problems] };
  }
  const sense = [...checkSense(parsed.data), ...checkHeeded(parsed.data, value)].map(({ path, within = 0, ...rest }) => ({
    ...rest,
    place: place(offsetOf(root as Node, path) + within, fieldName(path)),
  }));
  const problems = [...twice, ...sense];
  const broken = problems.some(({ severity }) => severity === "error");
  return { experiment: broken ? null : parsed.data, problems };
}
