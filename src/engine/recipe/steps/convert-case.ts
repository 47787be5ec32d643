import { relabel } from "../lookup.ts";
import { perColumn, type StepOptions } from "../step.ts";

type Case = StepOptions<"convert-case">["to"];

/** Writes labels and texts in one case; labels that come to be equal are one. */
export const convertCase = perColumn<StepOptions<"convert-case">, null>({
  accepts: () => ["category", "text"],
  fit: () => null,
  apply: (column, { to }) => (column.kind === "category" || column.kind === "text" ? [relabel(column, CASES[to])] : [column]),
});

const capitalised = (word: string) => word.replace(/\p{L}/u, (letter) => letter.toUpperCase());

const CASES: Record<Case, (text: string) => string> = {
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  title: (text) => text.toLowerCase().replace(/\p{L}[\p{L}\p{M}'’]*/gu, capitalised),
  sentence: (text) => capitalised(text.toLowerCase()),
};
