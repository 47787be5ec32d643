import { basename } from "node:path";
import { inputError } from "../../shared/errors.ts";

export const imageUnreadable = (file: string, why: string, cause?: unknown) =>
  inputError(
    {
      code: "image-unreadable",
      message: `The image ${basename(file)} cannot be used: ${why}.`,
      remedy: "Save it again as PNG or JPEG, or take it out of the folder.",
      place: { file },
    },
    cause,
  );

export const noImages = (folder: string) =>
  inputError({
    code: "images-missing",
    message: `${basename(folder)} has no image that can be read: each is empty, cut short, or neither PNG nor JPEG.`,
    remedy: "Save the images again as PNG or JPEG.",
    place: { file: folder },
  });

export const noPathColumn = (features: readonly string[]) =>
  inputError({
    code: "image-paths-missing",
    message: "There is no column `path` that says where the images are.",
    remedy: `Give a folder of images as the data, and do not exclude path; the columns are ${features.slice(0, 10).join(", ")}.`,
    place: { field: "data" },
  });

export const imageTooSmall = (size: number, blocks: number) =>
  inputError({
    code: "image-size-too-small",
    message: `An image of ${size} x ${size} cannot be halved ${blocks} times.`,
    remedy: "Give a larger imageSize, or fewer filters: each of them halves the image.",
    place: { field: "model.imageSize" },
  });
