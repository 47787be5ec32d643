import { findNodeAtLocation, type JSONPath, type Node } from "jsonc-parser";

/** Line and column, from 1, of an offset into `text`. */
export function positionAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split(/\r\n|\r|\n/).length;
  const column = offset - Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r"));
  return { line, column };
}

/** Offset of the value at `path`, or of its nearest ancestor that is in the document. */
export function offsetOf(root: Node | undefined, path: JSONPath): number {
  for (let length = path.length; root && length >= 0; length -= 1) {
    const node = length === 0 ? root : findNodeAtLocation(root, path.slice(0, length));
    if (node) return node.offset;
  }
  return 0;
}

/** Offset of the key `key` in the object at `path`; of the object where the key is not found. */
export function offsetOfKey(root: Node | undefined, path: JSONPath, key: string): number {
  const object = root && (path.length === 0 ? root : findNodeAtLocation(root, path));
  const property = object?.children?.find(({ children }) => children?.[0]?.value === key);
  return property?.offset ?? offsetOf(root, path);
}

/** `["recipe", 0, "strategy"]` as a person writes it: `recipe[0].strategy`. */
export function fieldName(path: readonly PropertyKey[]): string {
  return path.map((part, i) => (typeof part === "number" ? `[${part}]` : `${i === 0 ? "" : "."}${String(part)}`)).join("");
}
