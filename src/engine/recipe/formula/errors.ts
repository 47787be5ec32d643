import { closest } from "../../../shared/closest.ts";
import { inputError, type TrainyardError } from "../../../shared/errors.ts";

/** `at`: position in the formula, from 0. */
const place = (at: number, row?: number) => ({ field: "formula", column: at + 1, ...(row !== undefined && { row }) });

export const formulaSyntax = (at: number, message: string, remedy: string): TrainyardError =>
  inputError({
    code: "formula-syntax",
    message: `The formula cannot be read at character ${at + 1}: ${message}.`,
    remedy,
    place: place(at),
  });

export const functionUnknown = (at: number, name: string, known: readonly string[]): TrainyardError => {
  const near = closest(name, known);
  return inputError({
    code: "formula-function-unknown",
    message: `The formula calls "${name}" at character ${at + 1}, and there is no such function.`,
    remedy: near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `The functions are ${known.join(", ")}.`,
    place: place(at),
  });
};

export const argumentCount = (at: number, name: string, wanted: string, found: number): TrainyardError =>
  inputError({
    code: "formula-arguments",
    message: `The function ${name} at character ${at + 1} is given ${found} values; it takes ${wanted}.`,
    remedy: "Give as many as it takes, with commas between them.",
    place: place(at),
  });

export const typeUnfit = (at: number, what: string, wanted: string, found: string): TrainyardError =>
  inputError({
    code: "formula-type",
    message: `At character ${at + 1} of the formula, ${what} needs ${wanted}, and this is ${found === "text" ? "text" : `a ${found}`}.`,
    remedy: "Use number(...) to read text as a number, length(...), or a part of a date such as year(...).",
    place: place(at),
  });

export const typesDiffer = (at: number, what: string, first: string, second: string): TrainyardError =>
  inputError({
    code: "formula-type",
    message: `At character ${at + 1} of the formula, ${what} is given ${first} and ${second}: they have to be of one type.`,
    remedy: 'Convert one of them; a date is written date("2024-01-31").',
    place: place(at),
  });

export const formulaConstant = (): TrainyardError =>
  inputError({
    code: "formula-constant",
    message: "The formula speaks of no column, so every row would have the same value.",
    remedy: "Name a column in it, in backticks where its name has blanks; text stands in quotes.",
    place: place(0),
  });

export const resultInvalid = (at: number, name: string, what: string, row: number): TrainyardError =>
  inputError({
    code: "formula-invalid",
    message: `The formula of "${name}" has no finite result: ${what} at character ${at + 1}.`,
    remedy: 'Guard it, e.g. if(b == 0, 0, a / b), or set "invalid": "missing".',
    place: { field: name, column: at + 1, row },
  });
