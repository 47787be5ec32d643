import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import type { PrepareDocument, RawStep } from "../../protocol/prepare.ts";
import { valueAt } from "./properties.ts";

const NOTHING = { data: "", target: "", content: {}, recipe: [], lines: [] };

/** An experiment's text as the panel shows it; where it cannot be read, `last` stands and it is said what is wrong where. */
export function readDocument(
  text: string,
  version: number,
  dirty: boolean,
  last: Pick<PrepareDocument, "data" | "target" | "content" | "recipe" | "lines"> = NOTHING,
): PrepareDocument {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  const { data, target, content, recipe, lines } = last;
  if (first || root?.type !== "object") {
    const what = first ? wordsOf(printParseErrorCode(first.error)) : "an experiment is an object, { ... }";
    return { version, dirty, broken: { message: `${what}.`, ...placeAt(text, first?.offset ?? 0) }, data, target, content, recipe, lines };
  }
  const list = valueAt(root, "recipe");
  const steps = list?.type === "array" ? (list.children ?? []) : [];
  return {
    version,
    dirty,
    broken: null,
    data: textOf(valueAt(root, "data")),
    target: textOf(valueAt(root, "target")),
    content: getNodeValue(root) as Record<string, unknown>,
    recipe: steps.map((step) => (step.type === "object" ? { ...(getNodeValue(step) as RawStep) } : {})),
    lines: steps.map(({ offset }) => placeAt(text, offset).line),
  };
}

const textOf = (node: Node | undefined): string => (typeof node?.value === "string" ? node.value : "");

/** `CommaExpected` -> `comma expected`. */
const wordsOf = (code: string): string => code.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();

function placeAt(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
