import { type Node, type ParseError, parse, parseTree } from "jsonc-parser";
import { modelTestFile } from "../../protocol/modeltest.schema.ts";
import type { ModelTestFile, ModelTestProblem } from "../../protocol/modeltest.ts";
import type { Place } from "../../shared/errors.ts";
import type { IssueText } from "../experiment/issue-text.ts";
import { fieldName, offsetOf, offsetOfKey, positionAt } from "../experiment/position.ts";
import { duplicateKeys, wrongSyntax } from "../experiment/syntax.ts";
import { describeIssue } from "./issues.ts";
import { checkSense } from "./sense.ts";

export interface ParsedTests {
  /** With all defaults filled in; null when there is an error. */
  tests: ModelTestFile | null;
  /** Where each test stands, in their order. */
  places: Place[];
  problems: ModelTestProblem[];
}

const EXAMPLE = '{ "tests": [{ "test": "repeatability" }] }';

/** Reads the text of a file of tests: JSON with comments and trailing commas. Every problem has its line and column. */
export function parseTests(content: string, file: string): ParsedTests {
  const text = content.replace(/^\uFEFF/, "");
  const syntax: ParseError[] = [];
  const value: unknown = parse(text, syntax, { allowTrailingComma: true });
  const root = parseTree(text, [], { allowTrailingComma: true });
  const place = (offset: number, field = ""): Place => ({ file, ...positionAt(text, offset), ...(field ? { field } : {}) });
  const error = (code: string, { offset, ...what }: ReturnType<typeof wrongSyntax>): ModelTestProblem => ({
    severity: "error",
    code,
    ...what,
    place: place(offset),
  });
  if (syntax.length > 0 || value === undefined)
    return { tests: null, places: [], problems: [error("modeltest-not-json", wrongSyntax(text, syntax, EXAMPLE))] };
  const twice = duplicateKeys(root).map((wrong) => error("modeltest-duplicate-key", wrong));
  const problemOf = ({ path, key, code, message, remedy }: IssueText): ModelTestProblem => {
    const offset = key === undefined ? offsetOf(root, path) : offsetOfKey(root, path, key);
    return { severity: "error", code, message, remedy, place: place(offset, fieldName([...path, ...(key ? [key] : [])])) };
  };
  const parsed = modelTestFile.safeParse(value, { reportInput: true });
  if (!parsed.success)
    return { tests: null, places: [], problems: [...twice, ...parsed.error.issues.flatMap(describeIssue).map(problemOf)] };
  const problems = [...twice, ...checkSense(parsed.data).map(problemOf)];
  const places = parsed.data.tests.map((_, i) => place(offsetOf(root as Node, ["tests", i]), fieldName(["tests", i])));
  return { tests: problems.length > 0 ? null : parsed.data, places, problems };
}
