import type { JSONPath } from "jsonc-parser";
import type { z } from "zod";
import { modelTest, modelTestFile } from "../../protocol/modeltest.schema.ts";
import { closest } from "../../shared/closest.ts";
import { COMPLETION, type IssueText, issuesOfForm, missingText, shortened, wrongValue } from "../experiment/issue-text.ts";
import { fieldName } from "../experiment/position.ts";
import { descriptionAt } from "../experiment/schema-places.ts";

type Issue = z.core.$ZodIssue;

/** What an issue of the schema means, in a sentence and a remedy. */
export function describeIssue(issue: Issue): IssueText[] {
  const path = issue.path as JSONPath;
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(path, key, issue));
  if (issue.code === "invalid_union") {
    if ("discriminator" in issue && issue.discriminator) return [unknownKind(issue, path)];
    const ofForm = issuesOfForm(issue);
    if (ofForm) return ofForm.flatMap(describeIssue);
  }
  if (path.length > 0 && issue.input === undefined) return [missingKey(path, issue)];
  return [{ path, code: "modeltest-invalid-value", ...wrongValue(issue, fieldName(path) || "The file") }];
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

const missingKey = (path: JSONPath, issue: Issue): IssueText => ({
  path: path.slice(0, -1),
  code: "modeltest-missing-key",
  ...missingText(fieldName(path), String(path.at(-1)), issue, descriptionAt(modelTestFile, path)),
});
