const PARTS =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\b[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|(\$(?:[A-Za-z_]\w*)?\$)[\s\S]*?(?:\1|$)/g;

/** The text of a query, of the same length, with comments, texts and quoted names blanked out: what is left is code. */
export const codeOf = (text: string): string =>
  text.replace(PARTS, (part) => part.replace(/[^\n]/g, part.startsWith("--") || part.startsWith("/*") ? " " : "_"));

/** Name after `-- connection:` among the comment lines that a query begins with; null: it is about files. */
export function connectionOf(text: string): string | null {
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    if (!line.trimStart().startsWith("--")) return null;
    const found = /^\s*--\s*connection\s*:\s*(\S.*?)\s*$/i.exec(line);
    if (found) return found[1] as string;
  }
  return null;
}

/** A query without what ends it, and where a second statement begins; null: there is none. */
export function firstStatement(text: string): { query: string; second: number | null } {
  const code = codeOf(text);
  const end = code.indexOf(";");
  if (end < 0) return { query: text, second: null };
  const more = code.slice(end).search(/[^\s;]/);
  return { query: text.slice(0, end), second: more < 0 ? null : end + more };
}

/** Line and column, from 1, of a position (in characters as JavaScript counts them). */
export function lineColumn(text: string, position: number): { line: number; column: number } {
  const before = text.slice(0, Math.max(0, Math.min(position, text.length)));
  return { line: before.split("\n").length, column: before.length - before.lastIndexOf("\n") };
}

/** Positions that others count in bytes or in code points, as JavaScript counts. */
export const fromBytes = (text: string, bytes: number): number => Buffer.from(text).subarray(0, bytes).toString().length;
export const fromCodePoints = (text: string, count: number): number => [...text].slice(0, count).join("").length;
