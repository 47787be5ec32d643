import type { JsonSchema } from "../../src/protocol/prepare.ts";
import { type Field, fieldsOf } from "../prepare/schema.ts";

export type Path = readonly (string | number)[];

/** How a setting is asked for: by one control, by those of a group, or by a group that can be switched off. */
export type Shape =
  | { shape: "field"; field: Field; read(value: unknown): unknown; write(value: unknown): unknown }
  | { shape: "group"; schema: JsonSchema }
  /** `off`: what switches it off; undefined where it is left out for that. */
  | { shape: "switch"; schema: JsonSchema; off: unknown }
  /** `key`: what tells the kinds apart, as `type`. */
  | { shape: "kinds"; schema: JsonSchema; key: string; options: JsonSchema[]; optional: boolean };

const same = (value: unknown) => value;

/** The controls for the setting `key` that `parent` describes; `value`: what the file has there. */
export function shapeOf(parent: JsonSchema, key: string, value: unknown): Shape {
  const schema = parent.properties?.[key] ?? {};
  const options = schema.anyOf ?? schema.oneOf;
  const groups = options?.filter(isGroup) ?? [];
  const off = options?.find((one) => one.const === false || one.type === "null");
  const required = parent.required?.includes(key) ?? false;
  if (isGroup(schema) && (value === undefined || isObject(value))) {
    const optional = schema.default === undefined && !required;
    return optional ? { shape: "switch", schema, off: undefined } : { shape: "group", schema };
  }
  if (groups.length === 1 && off && (value === undefined || isObject(value) || value === off.const))
    return { shape: "switch", schema: groups[0] as JsonSchema, off: off.const ?? null };
  const kind = groups.length > 1 && groups.length === options?.length ? discriminatorOf(groups) : undefined;
  if (kind !== undefined && (value === undefined || isObject(value)))
    return { shape: "kinds", schema, key: kind, options: groups, optional: !required };
  return leafOf(parent, key);
}

/** The key that says of which kind an object is: one that is fixed in each. */
const discriminatorOf = ([first, ...rest]: JsonSchema[]): string | undefined =>
  Object.keys(first?.properties ?? {}).find((key) => [first, ...rest].every((one) => typeof one?.properties?.[key]?.const === "string"));

function leafOf(parent: JsonSchema, key: string): Shape {
  const field = fieldsOf({ ...parent, properties: { [key]: parent.properties?.[key] ?? {} } })[0] as Field;
  const { schema } = field;
  if (isNameOrNames(schema)) {
    return {
      shape: "field",
      field: { ...field, field: { kind: "names" } },
      read: (value) => (typeof value === "string" ? [value] : value),
      write: (value) => (Array.isArray(value) && value.length === 1 ? value[0] : value),
    };
  }
  if (schema.type === "array" && field.field.kind === "columns")
    return { shape: "field", field: { ...field, field: { kind: "names" } }, read: same, write: same };
  if (schema.type === "array" && field.field.kind === "json" && !Array.isArray(schema.items) && !schema.prefixItems)
    return { shape: "field", field: { ...field, schema: withItems(schema), field: { kind: "lines" } }, read: linesOf, write: itemsOf };
  return { shape: "field", field, read: same, write: same };
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);
const isGroup = ({ type, properties }: JsonSchema): boolean => type === "object" && properties !== undefined;

/** A column, or several. */
function isNameOrNames({ anyOf = [] }: JsonSchema): boolean {
  const [one, many] = anyOf;
  const items = many?.items;
  return anyOf.length === 2 && one?.type === "string" && many?.type === "array" && !Array.isArray(items) && items?.type === "string";
}

/** What the items may be belongs to the help. */
function withItems(schema: JsonSchema): JsonSchema {
  const items = schema.items as JsonSchema | undefined;
  const forms = [items?.description, ...(items?.anyOf ?? []).map(({ description }) => description)];
  return { ...schema, description: [schema.description, "One a line.", ...forms].filter(Boolean).join(" ") };
}

/** Items of several forms, one a line: text as it is, others as JSON. */
const linesOf = (value: unknown): unknown =>
  Array.isArray(value) ? value.map((item) => (typeof item === "string" ? item : JSON.stringify(item))) : value;

function itemsOf(lines: unknown): unknown {
  if (!Array.isArray(lines)) return lines;
  return lines.map((line) => {
    try {
      const item: unknown = /^\s*[[{]/.test(String(line)) ? JSON.parse(String(line)) : line;
      return item;
    } catch {
      return line; // the engine says what is wrong with it
    }
  });
}
