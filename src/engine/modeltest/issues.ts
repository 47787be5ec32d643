import type { JSONPath } from "jsonc-parser";
import type { z } from "zod";
import { modelTest, modelTestFile } from "../../protocol/modeltest.schema.ts";
import { closest } from "../../shared/closest.ts";
import { COMPLETION, type IssueText, problemOf, remedyFor, shortened } from "../experiment/issue-text.ts";
import { fieldName } from "../experiment/position.ts";

type Issue = z.core.$ZodIssue;

/** What an issue of the schema means, in a sentence and a remedy. */
export function describeIssue(issue: Issue): IssueText[] {
  const path = issue.path as JSONPath;
  const field = fieldName(path) || "the file";
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(path, key, issue));
  if (issue.code === "invalid_union") return "discriminator" in issue && issue.discriminator ? [unknownKind(issue, path)] : nearest(issue);
  if (issue.code === "invalid_type" && issue.input === undefined) return [missingKey(path)];
  if (issue.code === "invalid_value")
    return [{ path, code: INVALID, message: `${field}: ${shortened(issue.input)} is none of what it may be.`, remedy: remedyFor(issue) }];
  const found = "input" in issue && issue.code !== "invalid_type" ? `, found ${shortened(issue.input)}` : "";
  const message = `${field}: ${problemOf(issue)}${found}.`;
  return [{ path, code: INVALID, message, remedy: remedyFor(issue) }];
}

/** Of several forms that are allowed, what is wrong with the one that comes nearest. */
function nearest(issue: Extract<Issue, { code: "invalid_union" }>): IssueText[] {
  const path = issue.path as JSONPath;
  const inner = issue.errors
    .filter((issues) => issues.every((one) => one.path.length > 0 || one.code === "unrecognized_keys"))
    .sort((a, b) => a.length - b.length)[0];
  if (inner) return inner.flatMap((one) => describeIssue({ ...one, path: [...path, ...one.path] }));
  return [
    {
      path,
      code: INVALID,
      message: `${fieldName(path)}: ${shortened(issue.input)} is none of the forms allowed here.`,
      remedy: COMPLETION,
    },
  ];
}

function unknownKind(issue: Extract<Issue, { code: "invalid_union" }>, path: JSONPath): IssueText {
  const given = (issue.input as Record<string, unknown> | undefined)?.test;
  const options = modelTest.options.map(({ shape }) => shape.test.value as string);
  const near = typeof given === "string" ? closest(given, options, 1)[0] : undefined;
  const where = path.at(-1) === "test" ? path : [...path, "test"];
  return {
    path: where,
    code: "modeltest-unknown-kind",
    message: given === undefined ? `${fieldName(path)} needs a "test" that says its kind.` : `There is no test ${shortened(given)}.`,
    remedy: near ? `Did you mean "${near}"?` : `Choose one of ${options.join(", ")}.`,
  };
}

function unknownKey(path: JSONPath, key: string, issue: Issue): IssueText {
  const input = ("input" in issue ? issue.input : undefined) as Record<string, unknown> | undefined;
  const kind =
    path[0] === "tests" && path.length === 2 ? modelTest.options.find(({ shape }) => shape.test.value === input?.test) : undefined;
  const known = path.length === 0 ? Object.keys(modelTestFile.shape) : Object.keys(kind?.shape ?? {});
  const near = closest(key, known, 1)[0];
  return {
    path,
    key,
    code: "modeltest-unknown-key",
    message: `"${key}" is not a setting of ${fieldName(path) || "a file of tests"}.`,
    remedy: near ? `Did you mean "${near}"?` : COMPLETION,
  };
}

function missingKey(path: JSONPath): IssueText {
  return {
    path: path.slice(0, -1),
    code: "modeltest-missing-key",
    message: `"${fieldName(path)}" is missing.`,
    remedy: `Add "${String(path.at(-1))}": it has no default.`,
  };
}

const INVALID = "modeltest-invalid-value";
