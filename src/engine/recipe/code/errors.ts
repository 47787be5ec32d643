import { inputError, type TrainyardError } from "../../../shared/errors.ts";

export const scriptNotInlined = (file: string, why: string): TrainyardError =>
  inputError({
    code: "code-script-not-inlined",
    message: `The script step ${file} cannot be shown as code that stands alone, because ${why}.`,
    remedy: "Export named functions, and import by name from files beside it only.",
    place: { file, field: "file" },
  });
