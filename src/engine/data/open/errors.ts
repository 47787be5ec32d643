import { basename } from "node:path";
import { inputError } from "../../../shared/errors.ts";

export const revisionUnfit = (file: string, why: string) =>
  inputError({
    code: "revision-unfit",
    message: `${basename(file)} cannot be looked at in a revision: ${why}.`,
    remedy: "Name one data file.",
    place: { file, field: "revision" },
  });
