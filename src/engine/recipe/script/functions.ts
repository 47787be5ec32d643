import { TrainyardError } from "../../../shared/errors.ts";
import { failureOf } from "../../script/failure.ts";
import type { Cell, Cells } from "./cells.ts";
import { functionMissing, resultUnfit } from "./errors.ts";

/** What the user's file does, whichever way it is written. */
export interface ScriptFunctions {
  /** What it learns from the training rows; undefined where it learns nothing. */
  fit(columns: Cells): unknown;
  /** Whether `apply` gives every column each time; else what it leaves out is missing. */
  everyColumn: boolean;
  /** New columns for `count` rows. Their values are still to be checked. */
  apply(columns: Cells, count: number, state: unknown): Record<string, ArrayLike<unknown>>;
}

/** `file`: what errors name. Throws `script-function-missing`; what the code itself throws becomes `script-failed`. */
export function functionsOf(exports: Record<string, unknown>, options: unknown, file: string): ScriptFunctions {
  const named = (name: string) => {
    const found = exports[name] ?? (exports.default as Record<string, unknown> | undefined)?.[name];
    return typeof found === "function"
      ? (...args: unknown[]) =>
          settled(
            guarded(file, () => found(...args)),
            name,
            file,
          )
      : undefined;
  };
  const [learn, apply, row] = [named("fit"), named("apply"), named("row")];
  if (!apply && !row) throw functionMissing(file);
  return {
    fit: (columns) => learn?.(columns, options),
    everyColumn: apply !== undefined,
    apply: (columns, count, state) =>
      apply
        ? columnsReturned(apply(columns, options, state), count, file)
        : eachRow(columns, count, file, (one) => row?.(one, state, options)),
  };
}

/** What the user's code throws, as an error that names the line of it. */
export function guarded<T>(file: string, work: () => T, row?: number): T {
  try {
    return work();
  } catch (thrown) {
    const { facts } = failureOf(thrown, file);
    throw new TrainyardError({ ...facts, place: { field: "file", ...facts.place, ...(row !== undefined && { row }) } }, { cause: thrown });
  }
}

function settled(result: unknown, name: string, file: string): unknown {
  if (typeof (result as PromiseLike<unknown> | null | undefined)?.then === "function")
    throw resultUnfit(file, name, "a promise", "Make it a function without async: it has to answer at once.");
  return result;
}

function columnsReturned(result: unknown, count: number, file: string): Record<string, ArrayLike<unknown>> {
  if (typeof result !== "object" || result === null || Array.isArray(result))
    throw resultUnfit(file, "apply", "no columns", "Return an object: the name of each column, and an array with one value for each row.");
  for (const [name, cells] of Object.entries(result)) {
    if (!Array.isArray(cells) && !(ArrayBuffer.isView(cells) && "length" in cells))
      throw resultUnfit(file, "apply", `no array for the column "${name}"`, "Return an array with one value for each row.");
    if (cells.length !== count)
      throw resultUnfit(
        file,
        "apply",
        `${cells.length} values for the column "${name}", and there are ${count} rows`,
        "Return one value for each row.",
      );
  }
  return result as Record<string, ArrayLike<unknown>>;
}

function eachRow(columns: Cells, count: number, file: string, of: (row: Record<string, Cell>) => unknown): Record<string, unknown[]> {
  const made = new Map<string, unknown[]>();
  const given = Object.entries(columns);
  for (let row = 0; row < count; row += 1) {
    const result = guarded(file, () => of(Object.fromEntries(given.map(([name, cells]) => [name, cells[row] as Cell]))), row + 1);
    if (typeof result !== "object" || result === null || Array.isArray(result))
      throw resultUnfit(file, "row", "no values", "Return an object: the name of each column, and its value.");
    for (const [name, value] of Object.entries(result)) {
      const cells = made.get(name) ?? new Array(count).fill(null);
      cells[row] = value;
      made.set(name, cells);
    }
  }
  return Object.fromEntries(made);
}
