import type { JSONPath } from "jsonc-parser";
import type { z } from "zod";

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

/** What a value should have been instead, by zod's issue. */
export function remedyFor(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_value") return `Choose one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}.`;
  if (issue.code === "too_small") return `Give ${issue.inclusive ? "at least" : "more than"} ${issue.minimum}.`;
  if (issue.code === "too_big") return `Give ${issue.inclusive ? "at most" : "less than"} ${issue.maximum}.`;
  if (issue.code === "invalid_type") return `Give a value of type ${issue.expected}.`;
  return COMPLETION;
}

/** What is wrong with a value, in our words where zod's are for programmers. */
export function problemOf(issue: z.core.$ZodIssue): string {
  const isNumber = "origin" in issue && ["number", "int", "bigint"].includes(issue.origin);
  if (issue.code === "too_small" && isNumber) return `it must be ${issue.inclusive ? "at least" : "more than"} ${issue.minimum}`;
  if (issue.code === "too_big" && isNumber) return `it must be ${issue.inclusive ? "at most" : "less than"} ${issue.maximum}`;
  return issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
}

/** A value as it stands in a sentence. */
export function shortened(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
