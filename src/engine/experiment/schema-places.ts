import type { JSONPath } from "jsonc-parser";
import type { z } from "zod";

type Schema = z.core.$ZodType;

/** What the schema says of a value, for who types it, in most of the forms that its place may have; empty where it says nothing. */
export function descriptionAt(schema: Schema, path: JSONPath): string {
  const all = schemasAt(schema, path).map((one) => (one as z.ZodType).description ?? "");
  return all.find((text) => 2 * all.filter((other) => other === text).length > all.length) ?? "";
}

/** Keys that an object may have at a place: of several kinds that are told apart by a key's value, those of the kind that it is. */
export function keysAt(schema: Schema, path: JSONPath, value: unknown): string[] {
  const shapes = schemasAt(schema, path)
    .flatMap(bare)
    .flatMap((one) => (isObject(one) ? [one._zod.def.shape] : []));
  const given = (value ?? {}) as Record<string, unknown>;
  const ofKind = shapes.filter((shape) =>
    Object.entries(shape).every(([key, one]) => !isLiteral(one) || one._zod.def.values.includes(given[key] as string)),
  );
  return [...new Set((ofKind.length > 0 ? ofKind : shapes).flatMap(Object.keys))];
}

/** As they are written, with what makes them optional. */
function schemasAt(schema: Schema, path: JSONPath): Schema[] {
  const [key, ...rest] = path;
  if (key === undefined) return [schema];
  return bare(schema).flatMap((one) => {
    if (isArray(one)) return schemasAt(one._zod.def.element, rest);
    const inner = isObject(one) ? one._zod.def.shape[String(key)] : undefined;
    return inner ? schemasAt(inner, rest) : [];
  });
}

/** Without what makes it optional, and of a union each. */
function bare(schema: Schema): Schema[] {
  const { def } = schema._zod;
  if ("innerType" in def) return bare(def.innerType as Schema);
  if (def.type === "union") return (def as z.core.$ZodUnionDef).options.flatMap(bare);
  return [schema];
}

const isArray = (schema: Schema): schema is z.core.$ZodArray => schema._zod.def.type === "array";
const isObject = (schema: Schema): schema is z.core.$ZodObject => schema._zod.def.type === "object";
const isLiteral = (schema: Schema): schema is z.core.$ZodLiteral => schema._zod.def.type === "literal";
