import type { Column } from "../../data/column.ts";
import { labelAt, rowsOf } from "../values.ts";
import { textMissing } from "./errors.ts";

/** The texts of a column; a missing one is empty, or an error. */
export function textsOf(column: Column, missing: "empty" | "error"): string[] {
  return Array.from({ length: rowsOf(column) }, (_, row) => {
    const text = labelAt(column, row);
    if (text === null && missing === "error") throw textMissing(column.name, row + 1);
    return text ?? "";
  });
}

/** Runs of two or more letters, digits and underscores of any script: scikit-learn's token pattern. */
export const termWords = (text: string): string[] => text.match(/[\p{L}\p{N}_]{2,}/gu) ?? [];

/** Small letters without ASCII punctuation, apart at blanks: Keras' `lower_and_strip_punctuation` and `whitespace`. */
export const plainWords = (text: string): string[] => blankWords(text.toLowerCase().replace(/[!-/:-@[-`{-~]/g, ""));

/** What stands between blanks. */
export const blankWords = (text: string): string[] => text.match(/\S+/g) ?? [];
