const TENSORFLOW = /(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*["'`]@tensorflow\/tfjs/;
const FIT = /\.\s*(?:fit|fitDataset|trainOnBatch|minimize)\s*\(/g;

/**
 * Lines (from 0) on which a script trains with TensorFlow.js: those with `.fit(`, `.fitDataset(`, `.trainOnBatch(` or
 * `.minimize(`, where the script imports
 * `@tensorflow/tfjs...`. Comments and the text of strings do not count.
 */
export function findFits(text: string): number[] {
  if (!text.includes("@tensorflow/tfjs")) return [];
  if (!TENSORFLOW.test(blank(text, "comments"))) return [];
  const code = blank(text, "comments and strings");
  return [...code.matchAll(FIT)].map(({ index }) => lineAt(code, index));
}

const TOKEN = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?|`(?:\\[\s\S]|[^`\\])*`?/g;

/** The same text with the same lines, where what does not count is blanks. */
function blank(text: string, what: "comments" | "comments and strings"): string {
  return text.replace(TOKEN, (token) => (token.startsWith("/") || what !== "comments" ? token.replace(/[^\n]/g, " ") : token));
}

function lineAt(text: string, offset: number): number {
  let line = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}
