import type { RowFilter } from "../protocol/rows.ts";
import { inputError } from "../shared/errors.ts";

/** What the help says of the syntax. */
export const FILTER_HELP = 'Rows that pass, e.g. "island = Biscoe and mass >= 4000"; also !=, in (a, b), contains, is missing.';

const SPACE = /\s+/y;
const QUOTED = /(['"`])((?:(?!\1).|\1\1)*)\1/suy;
const OPERATOR = /<=|>=|!=|<>|==?|<|>/y;
const MARK = /[(),]/y;
const WORD = /[^\s'"`<>=!(),]+/uy;

interface Token {
  kind: "word" | "quoted" | "operator" | "mark" | "end";
  text: string;
  /** From 1. */
  column: number;
}

/**
 * Conditions joined by `and`: `COLUMN = VALUE`, `!=`, `<`, `<=`, `>`, `>=`, `COLUMN [not] in (A, B)`, `COLUMN [not] contains TEXT`,
 * `COLUMN is [not] missing`. Quotes of any kind hold names and values with blanks; dates are written 2020-01-31.
 * Throws `row-filter-invalid` with the column.
 */
export function parseRowFilter(text: string): RowFilter[] {
  const tokens = tokenize(text);
  const filters: RowFilter[] = [];
  let at = 0;
  const peek = () => tokens[at] as Token;
  const next = (): Token => {
    const token = peek();
    if (token.kind !== "end") at += 1;
    return token;
  };
  const takeWord = (word: string) => peek().kind === "word" && peek().text.toLowerCase() === word && Boolean(next());
  const value = (what: string): string => {
    const token = next();
    if (token.kind === "word" || token.kind === "quoted") return token.text;
    throw invalid(`${what} is expected, not ${told(token)}`, token.column);
  };
  const list = (): string[] => {
    const open = next();
    if (open.text !== "(") throw invalid(`( is expected, not ${told(open)}`, open.column);
    const values = [value("a value")];
    for (let token = next(); token.text !== ")"; token = next()) {
      if (token.text !== ",") throw invalid(`) is expected, not ${told(token)}`, token.column);
      values.push(value("a value"));
    }
    return values;
  };
  do {
    const column = value("a column");
    if (takeWord("is")) {
      const not = takeWord("not");
      if (!takeWord("missing")) throw invalid(`"missing" is expected, not ${told(peek())}`, peek().column);
      filters.push({ column, test: "missing", not });
      continue;
    }
    const not = takeWord("not");
    const token = next();
    const word = token.text.toLowerCase();
    if (token.kind === "word" && word === "in") filters.push({ column, test: "equals", values: list(), not });
    else if (token.kind === "word" && word === "contains") filters.push({ column, test: "contains", text: value("a text"), not });
    else if (token.kind === "operator" && !not) {
      const place = peek().column;
      filters.push(...compared(column, token.text, value("a value"), place));
    } else throw invalid(`a comparison is expected, not ${told(token)}`, token.column);
  } while (takeWord("and"));
  if (peek().kind !== "end") throw invalid(`${told(peek())} is one too many`, peek().column);
  return filters;
}

function compared(column: string, operator: string, text: string, place: number): RowFilter[] {
  const equals: RowFilter = { column, test: "equals", values: [text] };
  if (operator === "=" || operator === "==") return [equals];
  if (operator === "!=" || operator === "<>") return [{ ...equals, not: true }];
  const value = text.trim() === "" ? Number.NaN : Number(text);
  const number = Number.isNaN(value) && /^\d{4}-\d{2}-\d{2}/.test(text) ? timeOf(text) : value;
  if (Number.isNaN(number)) throw invalid(`${operator} needs a number or a date, not "${text}"`, place);
  if (operator === "<") return [{ column, test: "range", from: null, to: number }];
  if (operator === "<=") return [{ column, test: "range", from: null, to: number, closed: true }];
  const from: RowFilter = { column, test: "range", from: number, to: null };
  return operator === ">=" ? [from] : [from, { ...equals, not: true }];
}

/** Epoch milliseconds, UTC where nothing else is said. */
const timeOf = (text: string): number =>
  Date.parse(/T|\s/.test(text) && !/(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? `${text.replace(" ", "T")}Z` : text);

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  while (at < text.length) {
    const column = at + 1;
    const found = match(SPACE) ?? match(QUOTED) ?? match(OPERATOR) ?? match(MARK) ?? match(WORD);
    if (!found) throw invalid("a quote is not closed", column);
    const [whole, quote, inside] = found;
    at += whole.length;
    if (quote !== undefined) tokens.push({ kind: "quoted", text: (inside ?? "").replaceAll(quote + quote, quote), column });
    else if (/^[<>=!]/.test(whole)) tokens.push({ kind: "operator", text: whole, column });
    else if (/^[(),]/.test(whole)) tokens.push({ kind: "mark", text: whole, column });
    else if (whole.trim() !== "") tokens.push({ kind: "word", text: whole, column });
  }
  return [...tokens, { kind: "end", text: "", column: text.length + 1 }];
}

const told = ({ kind, text }: Token): string => (kind === "end" ? "the end" : `"${text}"`);

const invalid = (what: string, column: number) =>
  inputError({
    code: "row-filter-invalid",
    message: `The filter is not right at column ${column}: ${what}.`,
    remedy: "Write for example: island = 'Biscoe' and mass >= 4000",
    place: { column },
  });
