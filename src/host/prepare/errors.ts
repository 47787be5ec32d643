import { inputError } from "../../shared/errors.ts";

export const textBroken = () =>
  inputError({
    code: "experiment-not-json",
    message: "The experiment's text cannot be read as it is now.",
    remedy: "Correct it in the text editor; the panel goes on from there.",
  });

export const recipeNotAList = () =>
  inputError({
    code: "recipe-not-a-list",
    message: 'The "recipe" of this experiment is not a list of steps.',
    remedy: "Make it a list, [ ... ], in the text editor.",
    place: { field: "recipe" },
  });

export const stepGone = (at: number) =>
  inputError({
    code: "step-gone",
    message: `The recipe has no step ${at + 1} any more.`,
    remedy: "The text has changed meanwhile: look at the list of steps again.",
    place: { field: `recipe.${at}` },
  });

export const textChanged = () =>
  inputError({
    code: "text-changed",
    message: "The experiment's text was changed at the same moment.",
    remedy: "Look at the steps again, then repeat it.",
  });

export const editRefused = () =>
  inputError({
    code: "edit-refused",
    message: "VS Code did not accept the change of the experiment file.",
    remedy: "See whether the file is read-only, then try again.",
  });
