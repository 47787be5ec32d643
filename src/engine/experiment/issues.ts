import type { JSONPath } from "jsonc-parser";
import type { z } from "zod";
import { experiment as schema } from "../../protocol/experiment.schema.ts";
import { schedule } from "../../protocol/schedule.schema.ts";
import { closest } from "../../shared/closest.ts";
import { type IssueText, problemOf, remedyFor, shortened } from "./issue-text.ts";
import { fieldName } from "./position.ts";

type Issue = z.core.$ZodIssue;

/** What a schema issue means, in a sentence and a remedy. */
export function describeIssue(issue: Issue): IssueText[] {
  const path = issue.path as JSONPath;
  const field = fieldName(path) || "the file";
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(path, key, issue));
  if (issue.code === "invalid_union") return describeUnion(issue, path, field);
  if (issue.code === "invalid_type" && issue.input === undefined) return [missingKey(path)];
  return [
    {
      path,
      code: "experiment-invalid-value",
      message: `${field}: ${problemOf(issue)}${"input" in issue && issue.code !== "invalid_type" ? `, found ${shortened(issue.input)}` : ""}.`,
      remedy: remedyFor(issue),
    },
  ];
}

function describeUnion(issue: Extract<Issue, { code: "invalid_union" }>, path: JSONPath, field: string): IssueText[] {
  const options = "discriminator" in issue && typeof issue.discriminator === "string" ? optionsOf(path, issue.discriminator) : [];
  if (options.length === 0) {
    return [
      {
        path,
        code: "experiment-invalid-value",
        message: `${field}: ${shortened(issue.input)} is none of the forms allowed here.`,
        remedy: "Use the editor's completion (Ctrl+Space) to see them.",
      },
    ];
  }
  const discriminator = "discriminator" in issue ? String(issue.discriminator) : "";
  const name = lastKey(path) === discriminator ? path.slice(0, -1) : path;
  const given = (issue.input as Record<string, unknown> | undefined)?.[discriminator];
  const near = typeof given === "string" ? closest(given, options, 1)[0] : undefined;
  return [
    {
      path: [...name, discriminator],
      code: "experiment-unknown-name",
      message: given === undefined ? `${fieldName(name)} needs a "${discriminator}".` : `There is no ${discriminator} ${shortened(given)}.`,
      remedy: near ? `Did you mean "${near}"?` : `Choose one of ${options.join(", ")}.`,
    },
  ];
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
  const near = closest(key, knownKeys(path, issue), 1)[0];
  return {
    path,
    key,
    code: "experiment-unknown-key",
    message: `"${key}" is not a setting of ${fieldName(path) || "an experiment"}.`,
    remedy: near ? `Did you mean "${near}"?` : "Remove it, or use the editor's completion (Ctrl+Space) to see what is allowed.",
  };
}

function knownKeys(path: JSONPath, issue: Issue): string[] {
  if (path.length === 0) return Object.keys(schema.shape);
  const input = ("input" in issue ? issue.input : undefined) as Record<string, unknown> | undefined;
  const ofUnion = path[0] === "model" || path[0] === "recipe" || path.includes("schedule");
  const discriminator = path[0] === "model" ? "algorithm" : path[0] === "recipe" ? "step" : "type";
  const options: readonly { shape: object }[] = ofUnion ? unionOf(path).options : [];
  const match = options.find(
    ({ shape }) => (shape as Record<string, { value?: unknown }>)[discriminator]?.value === input?.[discriminator],
  );
  if (match) return Object.keys(match.shape);
  if (path[0] === "inputs") return Object.keys(schema.shape.inputs.unwrap().shape);
  if (path[0] === "crossValidation") return Object.keys(schema.shape.crossValidation.unwrap().shape);
  if (path[0] === "split") return Object.keys(schema.shape.split.unwrap().shape);
  if (path[0] === "training" && path.length === 1) return Object.keys(schema.shape.training.unwrap().shape);
  return ["monitor", "patience", "minDelta", "restoreBestWeights"];
}

function missingKey(path: JSONPath): IssueText {
  const key = String(lastKey(path));
  return {
    path: path.slice(0, -1),
    code: "experiment-missing-key",
    message: `"${fieldName(path)}" is missing.`,
    remedy: `Add "${key}": it has no default.`,
  };
}

const lastKey = (path: JSONPath) => path[path.length - 1];
