/** A value as JSON on one line, with blanks as people write them: `{ "step": "x", "columns": ["a", "b"] }`. */
export function inlineJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inlineJson).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  if (entries.length === 0) return "{}";
  return `{ ${entries.map(([key, one]) => `${JSON.stringify(key)}: ${inlineJson(one)}`).join(", ")} }`;
}

/** An object as JSON with a property a line; lists stay on their line. `indent`: that of the object. */
export function blockJson(value: Record<string, unknown>, indent: string, unit: string, eol: string): string {
  const lines = Object.entries(value).filter(([, one]) => one !== undefined);
  const inner = lines.map(([key, one]) => `${indent}${unit}${JSON.stringify(key)}: ${inlineJson(one)}`);
  return ["{", inner.join(`,${eol}`), `${indent}}`].join(eol);
}

/** How a text is laid out. */
export interface Layout {
  eol: string;
  /** One step of indentation. */
  unit: string;
}

export function layoutOf(text: string): Layout {
  const [, unit] = /\n([ \t]+)\S/.exec(text) ?? [];
  return { eol: text.includes("\r\n") ? "\r\n" : "\n", unit: unit ?? "  " };
}

/** The blanks that begin the line of `offset`. */
export function indentAt(text: string, offset: number): string {
  const start = Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
  return /^[ \t]*/.exec(text.slice(start))?.[0] ?? "";
}
