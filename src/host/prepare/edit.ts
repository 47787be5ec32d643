import { findNodeAtLocation, getNodeValue, type Node, type ParseError, parseTree } from "jsonc-parser";
import type { RawStep, RecipeEdit } from "../../protocol/prepare.ts";
import { recipeNotAList, stepGone, textBroken } from "./errors.ts";
import { blockJson, indentAt, inlineJson, layoutOf } from "./json-text.ts";
import { propertyOf, removeProperty, replaced, sameJson, setProperty, valueAt } from "./properties.ts";
import { insertItem, moveItem, removeItem } from "./rearrange.ts";
import { readSequence } from "./sequence.ts";

/**
 * An experiment's text with its recipe changed. Everything else stays byte for byte, and comments go where their step
 * goes. (jsonc-parser's own `modify` lays whole lines out anew, and puts comments to the wrong step.)
 */
export function editRecipe(text: string, edit: RecipeEdit): string {
  if (edit.edit === "exclude") return exclude(text, edit.columns);
  const root = rootOf(text);
  const recipe = valueAt(root, "recipe");
  if (recipe && recipe.type !== "array") throw recipeNotAList();
  if (edit.edit === "add") return recipe ? addStep(text, recipe, edit.at, edit.step) : beginRecipe(text, root, edit.step);
  const at = edit.edit === "move" ? edit.from : edit.at;
  const node = recipe?.children?.[at];
  if (!recipe || !node) throw stepGone(at);
  if (edit.edit === "replace") return replaceStep(text, at, node, edit.step);
  const sequence = readSequence(text, recipe);
  const to = edit.edit === "move" ? Math.min(edit.to, sequence.items.length - 1) : 0;
  return replaced(text, edit.edit === "move" ? moveItem(sequence, at, to) : removeItem(sequence, at));
}

/** The file's object; throws where the text is no JSON that could be edited. */
export function rootOf(text: string): Node {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  if (errors.length > 0 || root?.type !== "object") throw textBroken();
  return root;
}

function addStep(text: string, recipe: Node, at: number, step: RawStep): string {
  const { eol, unit } = layoutOf(text);
  const indent = indentAt(text, recipe.offset);
  const [first] = recipe.children ?? [];
  const block = first !== undefined && text.slice(first.offset, first.offset + first.length).includes("\n");
  const node = block ? blockJson(step, indentAt(text, first.offset), unit, eol) : inlineJson(step);
  const lines = { item: `${eol}${indent}${unit}`, close: `${eol}${indent}` };
  return replaced(text, insertItem(readSequence(text, recipe), at, node, lines));
}

function beginRecipe(text: string, root: Node, step: RawStep): string {
  const { eol, unit } = layoutOf(text);
  const indent = `${indentAt(text, root.offset)}${unit}`;
  return setProperty(text, root, "recipe", `[${eol}${indent}${unit}${inlineJson(step)}${eol}${indent}]`, ["model", "training"]);
}

/** Option by option, so that what is beside them stays; another kind of step is written anew. */
function replaceStep(text: string, at: number, node: Node, step: RawStep): string {
  const old: RawStep = node.type === "object" ? (getNodeValue(node) as RawStep) : {};
  if (node.type !== "object" || old.step !== step.step) {
    const { eol, unit } = layoutOf(text);
    const block = text.slice(node.offset, node.offset + node.length).includes("\n");
    const made = block ? blockJson(step, indentAt(text, node.offset), unit, eol) : inlineJson(step);
    return text.slice(0, node.offset) + made + text.slice(node.offset + node.length);
  }
  let next = text;
  const now = () => findNodeAtLocation(rootOf(next), ["recipe", at]) as Node;
  for (const key of Object.keys(old)) if (!(key in step)) next = removeProperty(next, now(), key);
  for (const [key, value] of Object.entries(step)) {
    if (value === undefined) next = removeProperty(next, now(), key);
    else if (!sameJson(old[key], value)) next = setProperty(next, now(), key, inlineJson(value), key === "enabled" ? [] : ["enabled"]);
  }
  return next;
}

function exclude(text: string, columns: readonly string[]): string {
  let next = text;
  for (const column of columns) {
    const root = rootOf(next);
    const list = valueAt(root, "exclude");
    if (list?.children?.some(({ value }) => value === column)) continue;
    const json = JSON.stringify(column);
    if (list?.type === "array") {
      const sequence = insertItem(readSequence(next, list), list.children?.length ?? 0, json, { item: "", close: "" });
      next = replaced(next, sequence);
    } else if (!propertyOf(root, "exclude"))
      next = setProperty(next, root, "exclude", `[${json}]`, ["split", "recipe", "model", "training"]);
  }
  return next;
}
