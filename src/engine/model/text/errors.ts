import { inputError } from "../../../shared/errors.ts";
import type { Column } from "../../data/column.ts";

export const noTextColumn = (columns: readonly Column[]) => {
  const labels = columns.filter(({ kind }) => kind === "category").map(({ name }) => name);
  return inputError({
    code: "text-column-missing",
    message: "None of the columns is free text, which a text classifier learns from.",
    remedy:
      labels.length > 0
        ? `Name the columns to read as text in model.columns; there are ${labels.slice(0, 5).join(", ")}.`
        : "Do not exclude the column of text, and do not encode it by a step of the recipe.",
    place: { field: "model.columns" },
  });
};

export const textColumnUnknown = (name: string, features: readonly string[]) =>
  inputError({
    code: "column-missing",
    message: `There is no column "${name}" to read as text.`,
    remedy: `The columns that the recipe leaves are ${features.slice(0, 10).join(", ")}.`,
    place: { field: "model.columns" },
  });

export const noWords = (columns: readonly string[]) =>
  inputError({
    code: "vocabulary-empty",
    message: `The training rows have no word in ${columns.join(", ")}.`,
    remedy: "Choose a column that holds text, or correct how the file is read.",
    place: { field: "model.columns" },
  });
