import type { JsonSchema, RawStep } from "../../src/protocol/prepare.ts";
import { type Field, fieldsOf, optionsOf } from "./schema.ts";

/** What is wrong with a step's options, by option: what can be seen without the data. */
export function problemsOf(schema: JsonSchema, step: RawStep): Map<string, string> {
  const found = new Map<string, string>();
  for (const field of fieldsOf(schema)) {
    const problem = problemOf(field, step[field.key]);
    if (problem) found.set(field.key, problem);
  }
  return found;
}

function problemOf({ field, schema, required }: Field, value: unknown): string | null {
  if (value === undefined) return required ? (field.kind === "columns" ? "Choose columns." : "This is needed.") : null;
  if (field.kind === "columns") return fits(schema, value) ? null : "Choose columns.";
  if (field.kind === "either" || field.kind === "json") return fits(schema, value) ? null : "This is none of what is allowed here.";
  return wrong(schema, value);
}

function fits(schema: JsonSchema, value: unknown): boolean {
  const options = optionsOf(schema);
  return options ? options.some((one) => fits(one, value)) : wrong(schema, value) === null;
}

/** What is wrong with a value, in a sentence. */
function wrong(schema: JsonSchema, value: unknown): string | null {
  if (schema.const !== undefined && value !== schema.const) return `This has to be ${JSON.stringify(schema.const)}.`;
  if (schema.enum && !schema.enum.includes(value)) return `Choose one of ${schema.enum.join(", ")}.`;
  if (schema.type === "number" || schema.type === "integer") return wrongNumber(schema, value);
  if (schema.type === "string") return wrongText(schema, value);
  if (schema.type === "boolean") return typeof value === "boolean" ? null : "This is either on or off.";
  if (schema.type === "null") return value === null ? null : "This has to be null.";
  if (schema.type === "array") return wrongList(schema, value);
  if (schema.type === "object")
    return typeof value === "object" && value !== null && !Array.isArray(value) ? null : "Write an object, { ... }.";
  return null;
}

function wrongNumber({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema, value: unknown): string | null {
  if (typeof value !== "number" || !Number.isFinite(value)) return "Give a number.";
  if (type === "integer" && !Number.isInteger(value)) return "Give a whole number.";
  if (minimum !== undefined && value < minimum) return `Give at least ${minimum}.`;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return `Give more than ${exclusiveMinimum}.`;
  if (maximum !== undefined && value > maximum) return `Give at most ${maximum}.`;
  return exclusiveMaximum !== undefined && value >= exclusiveMaximum ? `Give less than ${exclusiveMaximum}.` : null;
}

function wrongText({ minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern }: JsonSchema, value: unknown): string | null {
  if (typeof value !== "string") return "Give a text.";
  if (value.length < minLength) return minLength === 1 ? "This is needed." : `Give at least ${minLength} characters.`;
  if (value.length > maxLength) return `Give at most ${maxLength} characters.`;
  return pattern !== undefined && !new RegExp(pattern, "u").test(value) ? "This is not of the right form." : null;
}

function wrongList({ minItems = 0, maxItems = Number.POSITIVE_INFINITY, items, prefixItems }: JsonSchema, value: unknown): string | null {
  if (!Array.isArray(value)) return "Give a list.";
  if (value.length < minItems) return minItems === 1 ? "Choose at least one." : `Give at least ${minItems}.`;
  if (value.length > maxItems) return `Give at most ${maxItems}.`;
  const each = prefixItems ?? (Array.isArray(items) ? items : null);
  for (const [index, item] of value.entries()) {
    const problem = wrong(each ? (each[index] ?? {}) : ((items as JsonSchema | undefined) ?? {}), item);
    if (problem) return problem;
  }
  return null;
}
