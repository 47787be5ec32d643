import type { Node } from "jsonc-parser";
import { indentAt, inlineJson, layoutOf } from "./json-text.ts";
import { insertItem, removeItem } from "./rearrange.ts";
import { readSequence, type Sequence, writeSequence } from "./sequence.ts";

/** The text with another array or object in place of the one at `sequence`. */
export const replaced = (text: string, sequence: Sequence): string =>
  text.slice(0, sequence.from) + writeSequence(sequence, layoutOf(text).eol) + text.slice(sequence.to);

export const propertyOf = (object: Node, key: string): Node | undefined =>
  object.children?.find(({ children }) => children?.[0]?.value === key);

export const valueAt = (object: Node, key: string): Node | undefined => propertyOf(object, key)?.children?.[1];

/** Sets a property: its value alone is replaced where there is one, else it is written before the first of `before` there is, or last. */
export function setProperty(text: string, object: Node, key: string, json: string, before: readonly string[] = []): string {
  const value = valueAt(object, key);
  if (value) return text.slice(0, value.offset) + json + text.slice(value.offset + value.length);
  const keys = (object.children ?? []).map(({ children }) => String(children?.[0]?.value));
  const found = keys.findIndex((one) => before.includes(one));
  const { eol, unit } = layoutOf(text);
  const indent = indentAt(text, object.offset);
  const lines = { item: `${eol}${indent}${unit}`, close: `${eol}${indent}` };
  const sequence = insertItem(readSequence(text, object), found < 0 ? keys.length : found, `${JSON.stringify(key)}: ${json}`, lines);
  return replaced(text, sequence);
}

export function removeProperty(text: string, object: Node, key: string): string {
  const at = object.children?.findIndex(({ children }) => children?.[0]?.value === key) ?? -1;
  return at < 0 ? text : replaced(text, removeItem(readSequence(text, object), at));
}

/** Whether two values are written the same. */
export const sameJson = (a: unknown, b: unknown): boolean => inlineJson(a) === inlineJson(b);
