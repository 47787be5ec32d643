/** A formula as a tree. `at`: where it begins in the text, from 0. */
export type Node =
  | { type: "number"; value: number; at: number }
  | { type: "text"; value: string; at: number }
  | { type: "missing"; at: number }
  | { type: "column"; name: string; at: number }
  | { type: "unary"; operator: "-" | "not"; operand: Node; at: number }
  | { type: "binary"; operator: BinaryOperator; left: Node; right: Node; at: number }
  | { type: "call"; name: string; args: Node[]; at: number };

export type BinaryOperator = Arithmetic | Comparison | "and" | "or";
export type Arithmetic = "+" | "-" | "*" | "/" | "%" | "**";
export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=";

/** Names of the columns that it speaks of, each once, in the order in which they occur. */
export function columnsIn(node: Node): string[] {
  const names = new Set<string>();
  const visit = (one: Node): void => {
    if (one.type === "column") names.add(one.name);
    else if (one.type === "unary") visit(one.operand);
    else if (one.type === "call") one.args.forEach(visit);
    else if (one.type === "binary") {
      visit(one.left);
      visit(one.right);
    }
  };
  visit(node);
  return [...names];
}
