import { type JSONPath, type Node, type ParseError, parse, parseTree } from "jsonc-parser";
import type { Place } from "../../shared/errors.ts";
import type { IssueText } from "./issue-text.ts";
import { fieldName, offsetOf, offsetOfKey, positionAt } from "./position.ts";
import { duplicateKeys, wrongSyntax } from "./syntax.ts";

export interface FileProblem {
  severity: "error";
  code: string;
  message: string;
  remedy: string;
  place: Place;
}

export interface Jsonc {
  /** Undefined where the text is no JSON. */
  value: unknown;
  /** Why it is none, or keys that stand twice. */
  problems: FileProblem[];
  /** Where the value at a path stands, or `within` characters after. */
  placeOf(path: JSONPath, within?: number): Place;
  problemOf(issue: IssueText): FileProblem;
}

/** Reads a file's text as JSON with comments and trailing commas. `kind` begins the codes; `example`: what such a file may look like. */
export function readJsonc(content: string, file: string, kind: string, example: string): Jsonc {
  const text = content.replace(/^\uFEFF/, "");
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const root: Node | undefined = parseTree(text, [], { allowTrailingComma: true });
  const place = (offset: number, field = ""): Place => ({ file, ...positionAt(text, offset), ...(field && { field }) });
  const problem = (code: string, { offset, message, remedy }: ReturnType<typeof wrongSyntax>): FileProblem => ({
    severity: "error",
    code: `${kind}-${code}`,
    message,
    remedy,
    place: place(offset),
  });
  const read = value !== undefined && errors.length === 0;
  return {
    value: read ? value : undefined,
    problems: read
      ? duplicateKeys(root).map((wrong) => problem("duplicate-key", wrong))
      : [problem("not-json", wrongSyntax(text, errors, example))],
    placeOf: (path, within = 0) => place(offsetOf(root, path) + within, fieldName(path)),
    problemOf({ path, key, code, message, remedy }) {
      const offset = key === undefined ? offsetOf(root, path) : offsetOfKey(root, path, key);
      return { severity: "error", code, message, remedy, place: place(offset, fieldName(key ? [...path, key] : path)) };
    },
  };
}
