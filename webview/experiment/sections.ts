import type { JsonSchema } from "../../src/protocol/prepare.ts";
import { labelOf } from "../prepare/schema.ts";

/** A part of the form. */
export interface Section {
  id: string;
  title: string;
  /** What it is for; empty where the schema does not say. */
  help: string;
  /** Keys of the file that it holds, in the schema's order. */
  keys: string[];
}

const TITLES: Readonly<Record<string, string>> = {
  data: "Data",
  crossValidation: "Cross-validation",
  inputs: "New data",
};
/** Those that have a place of their own; what else the schema has comes after them, as it comes there. */
const ORDER = ["data", "split", "recipe", "model", "training", "crossValidation", "gates", "report"];
const LAST = ["inputs"];
/** Of the data what is asked for first. */
const FIRST = ["data", "target", "task", "exclude"];
const DATA_HELP = "What to learn from, and what to predict.";

/** The parts of the form: the settings of the file itself in one, each group of settings in one of its own. */
export function sectionsOf({ properties = {} }: JsonSchema): Section[] {
  const keys = Object.keys(properties).filter((key) => key !== "$schema");
  const own = keys.filter((key) => isPart(properties[key] as JsonSchema));
  const plain = keys.filter((key) => !own.includes(key)).sort((a, b) => rank(a) - rank(b));
  const parts = own.map((id): Section => ({ id, title: TITLES[id] ?? labelOf(id), help: properties[id]?.description ?? "", keys: [id] }));
  const data: Section = { id: "data", title: TITLES.data ?? "", help: DATA_HELP, keys: plain };
  const place = ({ id }: Section) => (LAST.includes(id) ? ORDER.length + 1 : ORDER.includes(id) ? ORDER.indexOf(id) : ORDER.length);
  return [data, ...parts].sort((a, b) => place(a) - place(b));
}

const rank = (key: string): number => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);

/** Keys of the file in the order in which they are usually written. */
export const orderOf = (sections: readonly Section[]): string[] => {
  const keys = sections.flatMap(({ keys: own }) => own);
  return ["$schema", "description", ...keys.filter((key) => key !== "description")];
};

/** Objects and lists of more than names have a part of their own. */
function isPart({ type, anyOf, oneOf, properties, items }: JsonSchema): boolean {
  if (type === "object" || properties !== undefined) return true;
  if (type === "array") return !Array.isArray(items) && items?.type !== "string";
  return [...(anyOf ?? []), ...(oneOf ?? [])].some((one) => isPart(one));
}
