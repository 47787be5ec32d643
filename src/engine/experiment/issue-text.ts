import type { JSONPath } from "jsonc-parser";
import type { z } from "zod";
import { closest } from "../../shared/closest.ts";
import { plural } from "../../shared/format.ts";

type Issue = z.core.$ZodIssue;
type UnionIssue = Extract<Issue, { code: "invalid_union" }>;
type SizeIssue = Extract<Issue, { code: "too_small" | "too_big" }>;

/** What is wrong in a file, and where. */
export interface IssueText {
  path: JSONPath;
  /** The key itself is what is wrong, not its value. */
  key?: string;
  code: string;
  message: string;
  remedy: string;
}

/** What helps where the editor knows more than a sentence can say. */
export const COMPLETION = "Use the editor's completion (Ctrl+Space) to see what is allowed.";

const FORMS: Partial<Record<string, string>> = {
  string: "a text in double quotes",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list in square brackets",
  object: "an object in braces",
  record: "an object in braces",
};

/** What is wrong with a value, and what it should have been instead. */
export function wrongValue(issue: Issue, field: string): Pick<IssueText, "message" | "remedy"> {
  const found = shortened(issue.input);
  if (issue.code === "too_small" || issue.code === "too_big") return wrongSize(issue, field, found);
  if (issue.code === "custom") return { message: `${field} ${issue.message}.`, remedy: COMPLETION };
  const message = `${field} cannot be ${found}.`;
  if (issue.code === "invalid_format") return { message, remedy: `It ${issue.message}.` };
  if (issue.code === "invalid_value" && typeof issue.input === "string") {
    const near = closest(issue.input, issue.values.map(String), 1)[0];
    if (near) return { message, remedy: `Did you mean "${near}"? Give ${formsOf(issue)}.` };
  }
  return { message, remedy: `Give ${formsOf(issue)}${inList(issue)}.` };
}

/** A single value where a list of such is meant. */
function inList(issue: Issue): string {
  const text = shortened([issue.input]);
  const isOne = issue.code === "invalid_type" && issue.expected === "array" && issue.input !== null;
  return isOne && !text.endsWith("...") ? `: ${text}` : "";
}

/** What may stand where nothing of the kind does, by zod's issue: `a list in square brackets, or one of "number", "text"`. */
function formsOf(issue: Issue): string {
  if (issue.code === "invalid_type") return FORMS[issue.expected] ?? issue.expected;
  if (issue.code === "invalid_value") {
    const values = issue.values.map((value) => JSON.stringify(value));
    return values.length === 1 ? (values[0] as string) : `one of ${values.join(", ")}`;
  }
  if (issue.code !== "invalid_union") return "another value";
  const forms = issue.errors.flatMap((issues) => issues.slice(0, 1).map(formsOf));
  return [...new Set(forms)].join(", or ");
}

/** Of several forms that are allowed, what is wrong with the one that the value has; null: it has none of them. */
export function issuesOfForm({ path, errors }: UnionIssue): Issue[] | null {
  const fit = errors.filter((issues) => issues.every((one) => one.path.length > 0 || one.code === "unrecognized_keys"));
  const [nearest] = fit.sort((a, b) => a.length - b.length);
  return nearest?.map((one) => ({ ...one, path: [...path, ...one.path] })) ?? null;
}

/** A key that has to be there, by the issue of what stands in its place. */
export const missingText = (field: string, key: string, issue: Issue, about = ""): Pick<IssueText, "message" | "remedy"> => ({
  message: `"${field}" is missing.`,
  remedy: `Add "${key}": ${formsOf(issue)}.${about && ` ${about}`}`,
});

/** A value as it stands in a sentence. */
export function shortened(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function wrongSize(issue: SizeIssue, field: string, found: string): Pick<IssueText, "message" | "remedy"> {
  const [limit, words] =
    issue.code === "too_small"
      ? [Number(issue.minimum), issue.inclusive ? "at least" : "more than"]
      : [Number(issue.maximum), issue.inclusive ? "at most" : "less than"];
  if (["number", "int", "bigint"].includes(issue.origin))
    return { message: `${field} must be ${words} ${limit}, and is ${found}.`, remedy: `Give ${words} ${limit}.` };
  const needed = `${words} ${plural(limit, issue.origin === "string" ? "character" : "entry", issue.origin === "string" ? undefined : "entries")}`;
  const isEmpty = issue.input === "" || (Array.isArray(issue.input) && issue.input.length === 0);
  return { message: isEmpty ? `${field} is empty.` : `${field} must have ${needed}, and is ${found}.`, remedy: `Give ${needed}.` };
}
