import { getNodeValue, type Node } from "jsonc-parser";
import type { FormEdit } from "../../protocol/form.ts";
import { rootOf } from "../prepare/edit.ts";
import { indentAt, inlineJson, layoutOf } from "../prepare/json-text.ts";
import { removeProperty, replaced, sameJson, setProperty, valueAt } from "../prepare/properties.ts";
import { insertItem, removeItem } from "../prepare/rearrange.ts";
import { readSequence } from "../prepare/sequence.ts";

type Path = readonly (string | number)[];
type Json = Record<string, unknown>;

/**
 * An experiment's text with some settings changed. What is not named stays byte for byte, comments and unknown keys too;
 * of a list or an object only the items that differ are touched.
 */
export function applyForm(text: string, { changes, order }: FormEdit): string {
  let next = text;
  for (const { path, value } of changes) next = value === undefined ? taken(next, path) : put(next, path, value, order);
  return next;
}

function nodeAt(text: string, path: Path): Node | undefined {
  let node: Node | undefined = rootOf(text);
  for (const key of path) node = typeof key === "number" ? node?.children?.[key] : node?.type === "object" ? valueAt(node, key) : undefined;
  return node;
}

function taken(text: string, path: Path): string {
  const parent = nodeAt(text, path.slice(0, -1));
  const key = path.at(-1);
  return parent?.type === "object" && typeof key === "string" ? removeProperty(text, parent, key) : text;
}

function put(text: string, path: Path, value: unknown, order: readonly string[]): string {
  const node = nodeAt(text, path);
  if (!node) return made(text, path, value, order);
  if (isObject(value) && node.type === "object") {
    const keys = new Set([...Object.keys(getNodeValue(node) as Json), ...Object.keys(value)]);
    return [...keys].reduce(
      (next, key) => (value[key] === undefined ? taken(next, [...path, key]) : put(next, [...path, key], value[key], order)),
      text,
    );
  }
  if (Array.isArray(value) && node.type === "array") return list(text, path, node, value);
  if (sameJson(getNodeValue(node), value)) return text;
  return text.slice(0, node.offset) + inlineJson(value) + text.slice(node.offset + node.length);
}

/** A setting that is not there yet: what is above it is made with it where that is missing, or is no object. */
function made(text: string, path: Path, value: unknown, order: readonly string[]): string {
  const above = path.slice(0, -1);
  const parent = nodeAt(text, above);
  const key = String(path.at(-1));
  if (parent?.type !== "object") return put(text, above, { [key]: value }, order);
  const later = above.length === 0 ? order.slice(order.indexOf(key) + 1) : [];
  return setProperty(text, parent, key, inlineJson(value), order.includes(key) ? later : []);
}

/** Items that are gone are removed and new ones written in their place; those that stay keep their comments. In another order the list is written anew. */
function list(text: string, path: Path, node: Node, next: readonly unknown[]): string {
  const old = getNodeValue(node) as unknown[];
  const wanted = next.map((item) => inlineJson(item));
  const kept = old.map((item) => wanted.includes(inlineJson(item)));
  const stays = old.filter((_, at) => kept[at]).map((item) => inlineJson(item));
  const inOrder = wanted.filter((item) => stays.includes(item));
  if (inOrder.join("\n") !== stays.join("\n") || new Set(wanted).size < wanted.length)
    return text.slice(0, node.offset) + inlineJson(next) + text.slice(node.offset + node.length);
  let result = text;
  const now = () => nodeAt(result, path) as Node;
  for (let at = old.length - 1; at >= 0; at -= 1) if (!kept[at]) result = replaced(result, removeItem(readSequence(result, now()), at));
  for (const [at, item] of wanted.entries())
    if (!stays.includes(item))
      result = replaced(result, insertItem(readSequence(result, now()), at, item, linesFor(result, now(), next[at])));
  return result;
}

/** Objects stand on lines of their own where a list begins with them. */
function linesFor(text: string, node: Node, item: unknown): { item: string; close: string } {
  if (!isObject(item)) return { item: "", close: "" };
  const { eol, unit } = layoutOf(text);
  const indent = indentAt(text, node.offset);
  return { item: `${eol}${indent}${unit}`, close: `${eol}${indent}` };
}

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
