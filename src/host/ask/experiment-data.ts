import { parse } from "jsonc-parser";

/** The data that an experiment file names, as written there; null where it names none. The engine reads the file properly. */
export function dataOf(text: string): string | null {
  const experiment: unknown = parse(text);
  if (typeof experiment !== "object" || experiment === null || !("data" in experiment)) return null;
  return typeof experiment.data === "string" ? experiment.data : null;
}
