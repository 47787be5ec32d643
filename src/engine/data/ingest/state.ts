export const [LF, CR] = [10, 13];
const [QUOTE, BLANK] = [34, 32];

/**
 * Where a reader of delimited text stands after a byte. Blanks around a quoted value are no part of it, as DuckDB reads:
 * after a closing quote comes a second one (a quote in the value), blanks, or the value's end; else the text is loose.
 */
export type State = "start" | "bare" | "quoted" | "after" | "closed" | "loose";

export function next(state: State, byte: number, separator: number): State {
  if (state === "quoted") return byte === QUOTE ? "after" : "quoted";
  if (byte === separator || byte === LF) return "start";
  if (byte === CR) return state;
  const ended = state === "after" || state === "closed" || state === "loose";
  if (byte === QUOTE) return state === "start" || state === "after" ? "quoted" : ended ? "loose" : "bare";
  if (byte === BLANK && state !== "bare" && state !== "loose") return ended ? "closed" : "start";
  return ended ? "loose" : "bare";
}
