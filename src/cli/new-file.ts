import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { inputError } from "../shared/errors.ts";

/** Writes a file that is not there yet; one that is stays as it is. */
export async function writeNewFile(out: string, text: string): Promise<void> {
  try {
    await writeFile(out, text, { flag: "wx" });
  } catch (cause) {
    throw notWritten(out, (cause as NodeJS.ErrnoException).code ?? "unknown reason", cause);
  }
}

/** `code`: of the operating system; `EEXIST` where there is such a file. */
export const notWritten = (out: string, code: string, cause?: unknown) =>
  inputError(
    {
      code: code === "EEXIST" ? "file-exists" : "file-not-written",
      message:
        code === "EEXIST" ? `${basename(out)} exists already and is left as it is.` : `${basename(out)} could not be written (${code}).`,
      remedy: "Choose another place with --out.",
      place: { file: out },
    },
    cause,
  );
