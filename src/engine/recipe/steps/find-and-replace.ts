import type { CategoryColumn, Column, NumberColumn, TextColumn } from "../../data/column.ts";
import { replaceAll } from "../clean/pattern.ts";
import { patternInvalid, patternTooSlow, replacementUnfit } from "../errors.ts";
import { relabel } from "../lookup.ts";
import { perColumn, type StepOptions } from "../step.ts";
import { labelAt, rowsOf } from "../values.ts";

type Options = StepOptions<"find-and-replace">;

/** Replaces values, or parts of texts; with null they become missing. Numbers are compared as numbers. */
export const findAndReplace = perColumn<Options, null>({
  accepts: (options) => (isNumeric(options) ? ["category", "text", "number"] : ["category", "text"]),

  fit(column, options) {
    if (column.kind === "number" && Number.isNaN(numberFor(options.replace))) throw replacementUnfit(column.name, String(options.replace));
    if (options.regularExpression) patternOf(options);
    return null;
  },

  apply(column, options) {
    if (column.kind === "number") return [replaceNumbers(column, options)];
    if (column.kind === "date") return [column];
    if (options.wholeCell && !options.regularExpression) return [relabel(column, wholeReplacer(options))];
    const texts = [...new Set(column.kind === "category" ? column.levels : column.values.filter((text) => text !== null))];
    const replaced = replaceAll(texts, {
      pattern: patternOf(options),
      replacement: options.replace === null ? null : replacementText(options),
      tooSlow: (position) => patternTooSlow(column.name, rowOf(column, texts[position] as string)),
    });
    const table = new Map(texts.map((text, i) => [text, replaced[i] as string | null]));
    return [relabel(column, (text) => table.get(text) as string | null)];
  },
});

const isNumeric = ({ find, regularExpression }: Options) =>
  !regularExpression && String(find).trim() !== "" && Number.isFinite(Number(find));

/** Infinite for null, so that only what is no number is NaN. */
const numberFor = (replace: Options["replace"]) =>
  replace === null ? Number.POSITIVE_INFINITY : String(replace).trim() === "" ? Number.NaN : Number(replace);

function replaceNumbers(column: NumberColumn, { find, replace }: Options): NumberColumn {
  const wanted = Number(find);
  const value = replace === null ? Number.NaN : Number(replace);
  return { ...column, values: column.values.map((old) => (old === wanted ? value : old)) };
}

function wholeReplacer({ find, replace, matchCase }: Options): (text: string) => string | null {
  const form = (text: string) => (matchCase ? text : text.toLowerCase());
  const wanted = form(String(find));
  const replacement = replace === null ? null : String(replace);
  return (text) => (form(text) === wanted ? replacement : text);
}

/** `$` has a meaning in the replacement of a regular expression only. */
export const replacementText = ({ replace, regularExpression }: Options) =>
  regularExpression ? String(replace) : String(replace).replaceAll("$", "$$$$");

/** Global. Throws `pattern-invalid`. */
export function patternOf({ find, regularExpression, wholeCell, matchCase }: Options): RegExp {
  const text = regularExpression ? String(find) : String(find).replace(/[$()*+.?[\\\]^{|}/]/g, "\\$&");
  try {
    return new RegExp(wholeCell ? `^(?:${text})$` : text, matchCase ? "gu" : "giu");
  } catch (error) {
    throw patternInvalid(String(find), error);
  }
}

function rowOf(column: CategoryColumn | TextColumn, text: string): number {
  let row = 0;
  while (row < rowsOf(column) - 1 && labelAt(column as Column, row) !== text) row += 1;
  return row + 1;
}
