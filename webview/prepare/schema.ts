import type { JsonSchema } from "../../src/protocol/prepare.ts";

/** How an option is asked for. */
export type FieldKind =
  | { kind: "columns" }
  /** Column names, or any text. */
  | { kind: "names" | "lines" | "numbers" | "json" | "text" | "number" | "boolean" }
  | { kind: "choice" | "choices"; values: string[] }
  /** Text or a number, or one of some words. */
  | { kind: "either"; values: string[]; number: boolean; text: boolean }
  | { kind: "tuple"; items: JsonSchema[] };

/** One option of a step. */
export interface Field {
  key: string;
  schema: JsonSchema;
  field: FieldKind;
  required: boolean;
}

/** The options of a step, in the schema's order; its name and its switch are not asked for. */
export function fieldsOf({ properties = {}, required = [] }: JsonSchema): Field[] {
  return Object.entries(properties)
    .filter(([key]) => key !== "step" && key !== "enabled")
    .map(([key, schema]) => ({
      key,
      schema,
      field: kindOf(key, schema),
      required: required.includes(key) && schema.default === undefined,
    }));
}

function kindOf(key: string, schema: JsonSchema): FieldKind {
  if (key === "columns") return { kind: "columns" };
  const words = wordsOf(schema);
  const options = optionsOf(schema);
  if (options) {
    const takes = (type: string) => options.some((one) => one.type === type || (type === "number" && one.type === "integer"));
    const plain = options.every(
      (one) => ["number", "integer", "string", "null"].includes(String(one.type ?? "")) || wordsOf(one).length > 0,
    );
    return plain ? { kind: "either", values: words, number: takes("number"), text: options.some(isText) } : { kind: "json" };
  }
  if (schema.enum) return { kind: "choice", values: words };
  if (schema.type === "array") return listKind(schema);
  if (schema.type === "boolean") return { kind: "boolean" };
  if (schema.type === "number" || schema.type === "integer") return { kind: "number" };
  return schema.type === "string" ? { kind: "text" } : { kind: "json" };
}

/** The forms that a value may have, where there are several. */
export function optionsOf(schema: JsonSchema): JsonSchema[] | undefined {
  const { type } = schema;
  return schema.anyOf ?? schema.oneOf ?? (Array.isArray(type) ? type.map((one) => ({ ...schema, type: one })) : undefined);
}

function listKind(schema: JsonSchema): FieldKind {
  const tuple = schema.prefixItems ?? (Array.isArray(schema.items) ? schema.items : null);
  if (tuple) return tuple.every(isNumber) ? { kind: "tuple", items: tuple } : { kind: "json" };
  const item = (schema.items ?? {}) as JsonSchema;
  if (item.enum) return { kind: "choices", values: wordsOf(item) };
  if (isNumber(item)) return { kind: "numbers" };
  if (item.type !== "string") return { kind: "json" };
  return { kind: /\bcolumns?\b/i.test(schema.description ?? "") ? "names" : "lines" };
}

const isNumber = ({ type }: JsonSchema) => type === "number" || type === "integer";
const isText = ({ type, enum: words, const: word }: JsonSchema) => type === "string" && !words && word === undefined;

/** The words that are allowed, where only some are. */
function wordsOf(schema: JsonSchema): string[] {
  const own = [...(schema.enum ?? []), ...(schema.const === undefined ? [] : [schema.const])];
  return [...own, ...(schema.anyOf ?? schema.oneOf ?? []).flatMap(wordsOf)].filter((word) => typeof word === "string");
}

/** `maxCategories` -> `Max categories`. */
export function labelOf(key: string): string {
  const words = key
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll(/[-_]/g, " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
