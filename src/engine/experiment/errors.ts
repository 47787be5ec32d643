import { basename } from "node:path";
import { inputError } from "../../shared/errors.ts";
import { TEMPLATES } from "./templates.ts";

export const algorithmUnknown = (algorithm: string) =>
  inputError({
    code: "algorithm-unknown",
    message: `There is no algorithm "${algorithm}".`,
    remedy: `Choose one of ${Object.keys(TEMPLATES).join(", ")}.`,
    place: { field: "model.algorithm" },
  });

export const classesMissing = (folder: string, found: number) =>
  inputError({
    code: "image-classes-missing",
    message:
      found === 0
        ? `${basename(folder)} has no sub-folders, so no image has a class.`
        : `${basename(folder)} has one sub-folder of images, so there is only one class.`,
    remedy: "Put the images of each class into a sub-folder of its own, named after the class.",
    place: { file: folder },
  });
