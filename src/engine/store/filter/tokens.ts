import { filterInvalid } from "../errors.ts";

export type Token = { column: number } & (
  | { kind: "word"; text: string }
  /** A name in backticks or double quotes. */
  | { kind: "quoted"; text: string }
  | { kind: "string"; text: string }
  | { kind: "number"; value: number }
  | { kind: "operator"; text: "=" | "!=" | "<" | "<=" | ">" | ">=" }
  | { kind: "mark"; text: "(" | ")" | "," | "." }
  | { kind: "end" }
);

const SPACE = /\s+/y;
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.])/y;
const OPERATOR = /<=|>=|!=|<>|==|=|<|>/y;
const WORD = /[\p{L}_][\p{L}\p{N}_]*/uy;
/** What may follow a dot without quotes: series are called `train/loss` and `val-acc` too. */
const KEY = /[\p{L}\p{N}_][\p{L}\p{N}_./@:-]*/uy;

/** Splits a filter; columns count from 1. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    const column = at + 1;
    const space = match(SPACE);
    if (space) {
      at += space.length;
      continue;
    }
    const char = text[at] as string;
    const afterDot = tokens.at(-1)?.kind === "mark" && (tokens.at(-1) as { text: string }).text === ".";
    if (char === "'" || char === '"' || char === "`") {
      const { value, length } = readQuoted(text, at);
      tokens.push({ column, kind: char === "'" ? "string" : "quoted", text: value });
      at += length;
      continue;
    }
    const word = afterDot ? match(KEY) : match(WORD);
    const number = word === undefined ? match(NUMBER) : undefined;
    const operator = match(OPERATOR);
    if (word !== undefined) tokens.push({ column, kind: "word", text: word });
    else if (number !== undefined) tokens.push({ column, kind: "number", value: Number(number) });
    else if (operator !== undefined) tokens.push({ column, kind: "operator", text: operatorOf(operator) });
    else if ("(),.".includes(char)) tokens.push({ column, kind: "mark", text: char as "(" });
    else
      throw filterInvalid(
        `${char} is not understood here.`,
        column,
        "Write for example: metrics.val_acc > 0.9 and params.optimizer = 'adam'",
      );
    at += (word ?? number ?? operator ?? char).length;
  }
  tokens.push({ column: text.length + 1, kind: "end" });
  return tokens;
}

const operatorOf = (text: string) => (text === "==" ? "=" : text === "<>" ? "!=" : (text as "="));

/** A quote is written twice inside its own kind of quotes. */
function readQuoted(text: string, start: number): { value: string; length: number } {
  const quote = text[start] as string;
  let value = "";
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] !== quote) value += text[at];
    else if (text[at + 1] === quote) {
      value += quote;
      at += 1;
    } else return { value, length: at + 1 - start };
  }
  throw filterInvalid("a quote is not closed.", start + 1, `Add the closing ${quote}.`);
}
