export interface Token {
  kind: "line-comment" | "block-comment" | "break" | "blank" | "comma" | "other";
  start: number;
  end: number;
}

const TOKEN = /(\/\/[^\r\n]*)|(\/\*[\s\S]*?\*\/)|(\r\n|\r|\n)|([^\S\r\n]+)|(,)|"(?:\\.|[^"\\])*"|[\s\S]/g;
const KINDS = ["line-comment", "block-comment", "break", "blank", "comma"] as const;

/** JSON with comments in its smallest parts, as far as the space between values goes: what is a value is `other`. */
export function tokensOf(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map((match) => {
    const kind = KINDS[match.slice(1).findIndex((group) => group !== undefined)] ?? "other";
    return { kind, start: match.index, end: match.index + match[0].length };
  });
}

export const isComment = ({ kind }: Token): boolean => kind === "line-comment" || kind === "block-comment";
