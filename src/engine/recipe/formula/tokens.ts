import { formulaSyntax } from "./errors.ts";

export interface Token {
  kind: "number" | "text" | "name" | "quoted name" | "symbol" | "end";
  /** What it says: of text and quoted names without the quotes. */
  text: string;
  at: number;
}

const BLANK = /\s+/y;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy;
const SYMBOL = /\*\*|==|!=|<=|>=|[-+*/%<>(),]/y;

/** What people write out of habit, and what it is called here. */
const HABITS: Record<string, string> = { "=": "==", "&": "and", "|": "or", "!": "not", "^": "**", "[": "backticks around a column's name" };

/** The words of a formula, the last of kind `end`. Throws `formula-syntax`. */
export function tokensOf(formula: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(formula)?.[0];
  };
  while (at < formula.length) {
    const blank = take(BLANK);
    if (blank) {
      at += blank.length;
      continue;
    }
    const quote = formula[at] as string;
    if (quote === '"' || quote === "'" || quote === "`") {
      const text = quoted(formula, at, quote);
      tokens.push({ kind: quote === "`" ? "quoted name" : "text", text: text.value, at });
      at = text.end;
      continue;
    }
    const [kind, text] = word(take);
    if (!text) throw unknownCharacter(formula, at);
    tokens.push({ kind, text, at });
    at += text.length;
  }
  tokens.push({ kind: "end", text: "", at });
  return tokens;
}

function word(take: (pattern: RegExp) => string | undefined): [Token["kind"], string | undefined] {
  const number = take(NUMBER);
  if (number) return ["number", number];
  const name = take(NAME);
  return name ? ["name", name] : ["symbol", take(SYMBOL)];
}

/** From one quote to the next of its kind; a doubled one stands for itself. */
function quoted(formula: string, start: number, quote: string): { value: string; end: number } {
  let value = "";
  let at = start + 1;
  for (;;) {
    const end = formula.indexOf(quote, at);
    if (end < 0)
      throw formulaSyntax(
        start,
        `the ${quote} that opens here is never closed`,
        `Add ${quote} at the end of the ${quote === "`" ? "name" : "text"}.`,
      );
    value += formula.slice(at, end);
    if (formula[end + 1] !== quote) return { value, end: end + 1 };
    value += quote;
    at = end + 2;
  }
}

function unknownCharacter(formula: string, at: number): Error {
  const character = String.fromCodePoint(formula.codePointAt(at) ?? 0);
  const habit = HABITS[character];
  return formulaSyntax(
    at,
    `"${character}" means nothing here`,
    habit ? `Write ${habit} instead.` : "Put column names with such characters into backticks, and text into quotes.",
  );
}
