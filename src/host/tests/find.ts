import { findNodeAtLocation, type Node, parseTree } from "jsonc-parser";

/** A test as it stands in the text of its file. */
export interface FoundTest {
  name: string;
  kind: string;
  /** Where its object begins and ends. */
  from: Position;
  to: Position;
}

/** From 0. */
interface Position {
  line: number;
  column: number;
}

/** The tests that a file's text names, as far as it can be read; a name that stands twice counts once. */
export function findTests(text: string): FoundTest[] {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const list = root && findNodeAtLocation(root, ["tests"]);
  const found = (list?.type === "array" ? (list.children ?? []) : []).flatMap((node): FoundTest[] => {
    const name = textAt(node, "name");
    return name
      ? [{ name, kind: textAt(node, "test") ?? "", from: positionAt(text, node.offset), to: positionAt(text, node.offset + node.length) }]
      : [];
  });
  return found.filter(({ name }, i) => found.findIndex((other) => other.name === name) === i);
}

function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length - 1, column: (lines.at(-1) ?? "").length };
}

function textAt(node: Node, key: string): string | undefined {
  const value: unknown = findNodeAtLocation(node, [key])?.value;
  return typeof value === "string" && value !== "" ? value : undefined;
}
