import { REJECTED_ROWS, type ReadingOptions } from "../protocol/reading.ts";
import { usageError } from "./arguments.ts";
import type { Arguments, Command, Flag } from "./command.ts";

/** Flags of every command that reads data. */
export const READING_FLAGS: Record<string, Flag> = {
  rejected: { type: "string", value: "HOW", help: "Rows that do not fit the column names: drop (default), keep or error." },
  "union-by-name": { type: "boolean", help: "Several files: a column that one of them lacks is missing there." },
  filename: { type: "boolean", help: "Several files: add the column filename." },
};

export function readingOfFlags(command: Command, flags: Arguments["flags"]): ReadingOptions {
  const rejected = REJECTED_ROWS.find((how) => how === flags.rejected);
  if (flags.rejected !== undefined && !rejected)
    throw usageError(command, `--rejected is one of ${REJECTED_ROWS.join(", ")}, not "${String(flags.rejected)}".`);
  return {
    ...(rejected && { rejectedRows: rejected }),
    ...(flags["union-by-name"] === true && { unionByName: true }),
    ...(flags.filename === true && { filename: true }),
  };
}
