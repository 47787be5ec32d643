import { type Node, type ParseError, printParseErrorCode } from "jsonc-parser";

interface Wrong {
  offset: number;
  message: string;
  remedy: string;
}

const CORRECT = "Correct it here; comments and trailing commas are allowed.";

/** By jsonc-parser's codes, as the rest of a sentence. */
const SAID: Partial<Record<string, string>> = {
  InvalidSymbol: "this word or sign has no meaning here",
  InvalidNumberFormat: "this is no number",
  PropertyNameExpected: "a key in double quotes is expected",
  ValueExpected: "a value is expected",
  ColonExpected: "a colon is missing before this",
  CommaExpected: "a comma is missing before this",
  CloseBraceExpected: "a closing } is missing",
  CloseBracketExpected: "a closing ] is missing",
  EndOfFileExpected: "there is more after the end",
  InvalidCommentToken: "this is no comment; one begins with //",
  UnexpectedEndOfComment: "a comment does not end",
  UnexpectedEndOfString: "a text does not end on its line",
  UnexpectedEndOfNumber: "a number does not end",
  InvalidUnicode: "\\u is followed by four hexadecimal digits",
  InvalidEscapeCharacter: "this character needs no \\ before it; write \\\\ for a backslash",
  InvalidCharacter: "a text holds a character that has to be escaped",
};

/** What keeps a text from being JSON, and where. `example`: what such a file may look like. */
export function wrongSyntax(text: string, errors: readonly ParseError[], example: string): Wrong {
  const begins = text.search(/\S/);
  const offset = errors[0]?.offset ?? 0;
  const not = (at: number, what: string, remedy: string): Wrong => ({ offset: at, message: `This is not valid JSON: ${what}.`, remedy });
  if (begins < 0) return not(0, "the file is empty", `Write an object in braces, such as ${example}.`);
  if (/^\uFFFD|\0/.test(text)) return not(0, "the file is not UTF-8 text", "Save it as UTF-8.");
  if (text[offset] === "'") return not(offset, "a text stands in double quotes, not in single ones", CORRECT);
  if (!/[{[/"]/.test(text[begins] as string))
    return not(begins, "it does not begin with a brace", `Write an object in braces, such as ${example}.`);
  return not(offset, (errors[0] && SAID[printParseErrorCode(errors[0].error)]) ?? "a value is expected", CORRECT);
}

/** Keys that stand twice in an object, of which only the last would count. */
export function duplicateKeys(root: Node | undefined): Wrong[] {
  const seen = new Set<string>();
  const own: Wrong[] = [];
  for (const child of root?.children ?? []) {
    const [name] = child.type === "property" ? (child.children ?? []) : [];
    const key = name && String(name.value);
    if (key !== undefined && seen.has(key))
      own.push({ offset: child.offset, message: `"${key}" is given twice.`, remedy: "Remove one of the two." });
    if (key !== undefined) seen.add(key);
    own.push(...duplicateKeys(child));
  }
  return own;
}
