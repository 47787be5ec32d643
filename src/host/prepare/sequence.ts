import type { Node } from "jsonc-parser";
import { isComment, tokensOf } from "./tokens.ts";

/** One item of a JSON array or object as it is written, with the blanks and comments that stand with it. */
export interface Item {
  /** Comments above it that a blank line sets apart: they keep their place. */
  fixed: string;
  /** Blanks and comments right before it. */
  own: string;
  node: string;
  /** Between it and its comma. */
  gap: string;
  /** Comments after its comma on the same line. */
  trail: string;
}

/** What stands between the brackets of an array or object. */
export interface Sequence {
  /** Offsets of what is inside the brackets. */
  from: number;
  to: number;
  items: Item[];
  trailingComma: boolean;
  tail: string;
}

/** Takes an array or object apart; `writeSequence` of the result is the same text. */
export function readSequence(text: string, container: Node): Sequence {
  const from = container.offset + 1;
  const to = container.offset + container.length - 1;
  const children = container.children ?? [];
  const items: Item[] = [];
  let lead = text.slice(from, children[0]?.offset ?? to);
  let trailingComma = false;
  for (const [index, child] of children.entries()) {
    const end = child.offset + child.length;
    const between = text.slice(end, children[index + 1]?.offset ?? to);
    const comma = offsetOfComma(between);
    const last = index === children.length - 1;
    if (last) trailingComma = comma >= 0;
    const gap = comma >= 0 ? between.slice(0, comma) : "";
    const rest = between.slice(comma + 1);
    const trail = rest.slice(0, lengthOfTrail(rest));
    const split = lastBlankLine(lead);
    items.push({ fixed: lead.slice(0, split), own: lead.slice(split), node: text.slice(child.offset, end), gap, trail });
    lead = rest.slice(trail.length);
  }
  return { from, to, items, trailingComma, tail: lead };
}

/** The text between the brackets. A line comment never swallows what comes after it. */
export function writeSequence({ items, trailingComma, tail }: Sequence, eol = "\n"): string {
  let text = "";
  const put = (piece: string) => {
    if (piece === "") return;
    text += endsInLineComment(text) && !/^[\r\n]/.test(piece) ? `${eol}${piece}` : piece;
  };
  for (const [index, { fixed, own, node, gap, trail }] of items.entries()) {
    const comma = index < items.length - 1 || trailingComma ? "," : "";
    for (const piece of [fixed, own, node, gap, comma, trail]) put(piece);
  }
  put(tail);
  return endsInLineComment(text) ? `${text}${eol}` : text;
}

export const hasComment = (text: string): boolean => tokensOf(text).some(isComment);

/** The blanks after the last comment of a piece of text. */
export function blanksAfterComments(text: string): string {
  const last = tokensOf(text).findLast(isComment);
  return last ? text.slice(last.end) : text;
}

const offsetOfComma = (text: string) => tokensOf(text).find(({ kind }) => kind === "comma")?.start ?? -1;

/** How much of what comes after an item belongs to its line: up to the line's end where a comment is on it, else nothing. */
function lengthOfTrail(text: string): number {
  let comment = false;
  for (const token of tokensOf(text)) {
    if (token.kind === "break") return comment ? token.start : 0;
    comment ||= isComment(token);
  }
  return 0;
}

/** Offset of the line break that begins the last blank line; 0 where there is none. */
function lastBlankLine(text: string): number {
  let at = 0;
  let breaks = 0;
  for (const { kind, start } of tokensOf(text)) {
    if (kind === "break") {
      breaks += 1;
      if (breaks > 1) at = start;
    } else if (kind !== "blank") breaks = 0;
  }
  return at;
}

/** The text is made of whole pieces, so that its last token is its own. */
const endsInLineComment = (text: string) => tokensOf(text).at(-1)?.kind === "line-comment";
