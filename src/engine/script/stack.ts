import { existsSync, readFileSync } from "node:fs";
import { sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Place } from "../../shared/errors.ts";
import { columnInSource, isMade } from "./typescript.ts";

export interface Frame extends Place {
  file: string;
  line: number;
  column: number;
  text: string;
}

/** The frames of a stack that lie in the user's own files: not Node's, not a package's, not ours (`ours`: directories). */
export const userFrames = (stack: string, ours: string[]): Frame[] =>
  stack.split("\n").flatMap((text) => {
    const match = /^\s*at (?:async )?(?:.*? \()?((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/]).*?):(\d+):(\d+)\)?$/.exec(text);
    if (!match) return [];
    const [, place, line, column] = match as unknown as [string, string, string, string];
    const file = place.startsWith("file:") ? fileURLToPath(place) : place;
    const foreign = file.includes(`${sep}node_modules${sep}`) || ours.some((directory) => file.startsWith(directory + sep));
    // Source maps of packages name files that are not there.
    if (foreign || !existsSync(file)) return [];
    const told = { line: Number(line), column: Number(column) };
    const found = inSource(file, told, place.startsWith("file:"));
    return [{ file, line: told.line, column: found, text: text.trim().replace(`:${line}:${column}`, `:${line}:${found}`) }];
  });

/** Of TypeScript, and of modules turned into CommonJS, a stack tells the column in what was made of it. */
function inSource(file: string, told: { line: number; column: number }, module: boolean): number {
  if (!isMade(file)) return told.column;
  try {
    return columnInSource(readFileSync(file, "utf8"), file, told, module);
  } catch {
    return told.column; // it is no longer what ran
  }
}

/** `file:line`, the line's text and a caret: what Node puts before the stack of a syntax error. */
export function caretPlace(stack: string): Place | undefined {
  const match = /^(\S.*):(\d+)\n.*\n([ \t]*)\^/m.exec(stack);
  if (!match) return undefined;
  const [, place, line, indent] = match as unknown as [string, string, string, string];
  return { file: place.startsWith("file:") ? fileURLToPath(place) : place, line: Number(line), column: indent.length + 1 };
}
