import { inputError } from "../../shared/errors.ts";

export const tooManyComponents = (components: number, features: number) =>
  inputError({
    code: "components-too-many",
    message: `${components} components are asked for, and the recipe makes ${features} columns.`,
    remedy: "Make model.components smaller, or a share of the variance, such as 0.95.",
    place: { field: "model.components" },
  });

export const pcaTooWide = (size: number, most: number) =>
  inputError({
    code: "model-too-large",
    message: `The principal components of ${size.toLocaleString("en-US")} columns are more than can be found in good time (${most.toLocaleString("en-US")}).`,
    remedy: "Use fewer columns: a select step, or a smaller maxCategories.",
    place: { field: "model" },
  });

export const nothingVaries = () =>
  inputError({
    code: "nothing-varies",
    message: "No column varies in the training rows: there are no components.",
    remedy: "Use columns that vary.",
    place: { field: "exclude" },
  });
