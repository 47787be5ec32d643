import { type RejectedRows, rejectedRowsFrom } from "../../protocol/reading.ts";

/** What a run command may be given: an id or name, `{ folder, run }`, or a row of the explorer. */
export interface RunArg {
  folder?: string;
  run: string;
}

export interface FileArg {
  folder?: string;
  file: string;
  target?: string;
  rejectedRows?: RejectedRows;
}

/** The runs that a command was called for, and with which others: a row and the selection around it, or `{ runs }`. */
export function runArgsOf(first: unknown, selection?: unknown): RunArg[] {
  if (Array.isArray(selection) && selection.length > 1) return selection.flatMap((arg) => runArgsOf(arg));
  if (Array.isArray(first)) return first.flatMap((arg) => runArgsOf(arg));
  if (typeof first === "string" && first !== "") return [{ run: first }];
  if (!isObject(first)) return [];
  const folder = textOf(first.folder);
  const place = folder === undefined ? {} : { folder };
  if (Array.isArray(first.runs)) return first.runs.filter((run) => typeof run === "string").map((run) => ({ ...place, run }));
  const run = isObject(first.run) ? textOf(first.run.id) : textOf(first.run);
  return run === undefined ? [] : [{ ...place, run }];
}

/** The file that a command was called for: a path, a `file:` URI, `{ file }`, or a row of the datasets view. */
export function fileArgOf(arg: unknown): FileArg | undefined {
  if (typeof arg === "string" && arg !== "") return { file: arg };
  if (!isObject(arg)) return undefined;
  const folder = textOf(arg.folder);
  const target = textOf(arg.target);
  const file = textOf(arg.file) ?? (arg.scheme === "file" ? textOf(arg.fsPath) : undefined);
  return file === undefined
    ? undefined
    : {
        file,
        ...(folder === undefined ? {} : { folder }),
        ...(target === undefined ? {} : { target }),
        ...rejectedRowsFrom(arg.rejectedRows),
      };
}

/** `algorithm` of whatever a command was given. */
export const algorithmArgOf = (arg: unknown): string | undefined => (isObject(arg) ? textOf(arg.algorithm) : undefined);

/** `folder` of whatever a command was given. */
export const folderArgOf = (arg: unknown): string | undefined => (isObject(arg) ? textOf(arg.folder) : undefined);

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);
