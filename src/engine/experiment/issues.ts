import type { JSONPath } from "jsonc-parser";
import type { z } from "zod";
import { experiment as schema } from "../../protocol/experiment.schema.ts";
import { schedule } from "../../protocol/schedule.schema.ts";
import { closest } from "../../shared/closest.ts";
import { type IssueText, issuesOfForm, missingText, shortened, wrongValue } from "./issue-text.ts";
import { fieldName } from "./position.ts";
import { descriptionAt, keysAt } from "./schema-places.ts";

type Issue = z.core.$ZodIssue;

/** What a schema issue means, in a sentence and a remedy. */
export function describeIssue(issue: Issue): IssueText[] {
  const path = issue.path as JSONPath;
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(path, key, issue));
  if (issue.code === "invalid_union") {
    if ("discriminator" in issue && typeof issue.discriminator === "string") return [unknownName(issue, path, issue.discriminator)];
    const ofForm = issuesOfForm(issue);
    if (ofForm) return ofForm.flatMap(describeIssue);
  }
  if (path.length > 0 && issue.input === undefined) return [missingKey(path, issue)];
  const { message, remedy } = wrongValue(issue, fieldName(path) || "The file");
  const short = issue.code === "invalid_type" && typeof issue.input === "string" ? inFull(path, issue.input) : null;
  return [{ path, code: "experiment-invalid-value", message, remedy: short ?? remedy }];
}

/** An algorithm, a step or a schedule by its name alone, where there is one of the name. */
function inFull(path: JSONPath, name: string): string | null {
  const [key, ...others] = keysAt(schema, path, {}).filter((one) => ["algorithm", "step", "type"].includes(one));
  if (key === undefined || others.length > 0) return null;
  return optionsOf(path, key).includes(name) ? `Write { "${key}": ${JSON.stringify(name)} }.` : null;
}

function unknownName(issue: Issue, path: JSONPath, discriminator: string): IssueText {
  const options = optionsOf(path, discriminator);
  const name = lastKey(path) === discriminator ? path.slice(0, -1) : path;
  const given = (issue.input as Record<string, unknown> | undefined)?.[discriminator];
  const near = typeof given === "string" ? closest(given, options, 1)[0] : undefined;
  return {
    path: [...name, discriminator],
    code: "experiment-unknown-name",
    message:
      given === undefined ? `"${fieldName([...name, discriminator])}" is missing.` : `There is no ${discriminator} ${shortened(given)}.`,
    remedy: near ? `Did you mean "${near}"?` : `Choose one of ${options.join(", ")}.`,
  };
}

/** Values of a discriminator such as `algorithm`, read off the schema. */
function optionsOf(path: JSONPath, discriminator: string): string[] {
  return unionOf(path).options.flatMap(({ shape }) => {
    const literal = (shape as Record<string, { value?: unknown }>)[discriminator]?.value;
    return typeof literal === "string" ? [literal] : [];
  });
}

function unionOf(path: JSONPath) {
  if (path.includes("schedule")) return schedule;
  return path.includes("model") ? schema.shape.model : schema.shape.recipe.unwrap().element;
}

function unknownKey(path: JSONPath, key: string, issue: Issue): IssueText {
  const known = keysAt(schema, path, issue.input);
  const near = closest(key, known, 1)[0];
  return {
    path,
    key,
    code: "experiment-unknown-key",
    message: `"${key}" is not a setting of ${fieldName(path) || "an experiment"}.`,
    remedy: near ? `Did you mean "${near}"?` : `Remove it; what is allowed here is ${known.join(", ")}.`,
  };
}

const missingKey = (path: JSONPath, issue: Issue): IssueText => ({
  path: path.slice(0, -1),
  code: "experiment-missing-key",
  ...missingText(fieldName(path), String(lastKey(path)), issue, descriptionAt(schema, path)),
});

const lastKey = (path: JSONPath) => path[path.length - 1];
