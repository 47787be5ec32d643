import { factsOf, inputError } from "../../../shared/errors.ts";
import { plural } from "../../../shared/format.ts";

export const foldWithoutRows = () =>
  inputError({
    code: "fold-empty",
    message: "One of its parts has no rows to use.",
    remedy: "Use fewer folds, or cut them another way: crossValidation.folds, crossValidation.method.",
    place: { field: "crossValidation" },
  });

export const tooFewForFolds = (what: string, found: number, folds: number) =>
  inputError({
    code: "folds-too-many",
    message: `${plural(found, what)} cannot be cut into ${folds} folds.`,
    remedy: `Make crossValidation.folds ${Math.max(2, found)} or less, or cut them another way.`,
    place: { field: "crossValidation.folds" },
  });

export const timeNotOrdered = (name: string) =>
  inputError({
    code: "folds-time-unfit",
    message: `Folds cannot be ordered in time by "${name}": it holds neither dates nor numbers.`,
    remedy: "Choose a column of dates or numbers as split.column.",
    place: { field: "split.column" },
  });

/** What to tell the reader of a run whose folds came to nothing. */
export function givenUp(fold: number, of: number, error: unknown): string {
  const { message, remedy } = factsOf(error);
  return `Cross-validation was given up in fold ${fold} of ${of}: ${message} ${remedy}`;
}
