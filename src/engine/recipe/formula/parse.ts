import type { BinaryOperator, Node } from "./ast.ts";
import { formulaSyntax } from "./errors.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** How tightly an operator binds, as in Python. */
const BINDING = new Map(
  Object.entries({
    or: 1,
    and: 2,
    "==": 4,
    "!=": 4,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "/": 6,
    "%": 6,
    "**": 8,
  }),
);
const NOT = 3;
const COMPARISON = 4;
const SIGN = 7;

/** Deeper or longer formulas belong into a script. */
const MOST_NODES = 1000;

const CONSTANTS: Record<string, number> = { true: 1, false: 0, pi: Math.PI };

/**
 * A formula's tree, by precedence climbing. Columns are bare names, or stand in backticks; text is in single or double
 * quotes. Throws `formula-syntax` with the character.
 */
export function parseFormula(formula: string): Node {
  const tokens = tokensOf(formula);
  let next = 0;
  let nodes = 0;
  const peek = () => tokens[next] as Token;
  const isSymbol = (text: string) => peek().kind === "symbol" && peek().text === text;

  const made = <N extends Node>(node: N): N => {
    nodes += 1;
    if (nodes > MOST_NODES) throw formulaSyntax(node.at, "it is too long", 'Use a "script" step for what needs so many words.');
    return node;
  };

  const operator = (): string | undefined => {
    const { kind, text } = peek();
    return (kind === "symbol" || kind === "name") && BINDING.has(text) ? text : undefined;
  };

  function expression(least: number): Node {
    let left = prefix();
    for (;;) {
      const found = operator();
      const binding = BINDING.get(found ?? "") ?? 0;
      if (found === undefined || binding < least) return left;
      const { at } = peek();
      next += 1;
      // ** is done from the right, all others from the left
      const right = expression(found === "**" ? SIGN : binding + 1);
      left = made({ type: "binary", operator: found as BinaryOperator, left, right, at });
      const chained = operator();
      if (binding === COMPARISON && chained && BINDING.get(chained) === COMPARISON)
        throw formulaSyntax(peek().at, "comparisons cannot follow each other", "Write them as a < b and b < c.");
    }
  }

  function prefix(): Node {
    const token = peek();
    made({ type: "missing", at: token.at }); // brackets and signs count too: what is nested too deep ends here
    next += 1;
    if (token.kind === "symbol" && token.text === "-")
      return made({ type: "unary", operator: "-", operand: expression(SIGN), at: token.at });
    if (token.kind === "symbol" && token.text === "+") return expression(SIGN);
    if (token.kind === "symbol" && token.text === "(") return bracketed(token);
    if (token.kind === "number") return made({ type: "number", value: numberOf(token), at: token.at });
    if (token.kind === "text") return made({ type: "text", value: token.text, at: token.at });
    if (token.kind === "quoted name") return made({ type: "column", name: token.text, at: token.at });
    if (token.kind === "name") return named(token);
    throw unexpected(token);
  }

  function bracketed(open: Token): Node {
    const inner = expression(1);
    close(open);
    return inner;
  }

  function named(token: Token): Node {
    const { text, at } = token;
    if (text === "not") return made({ type: "unary", operator: "not", operand: expression(NOT), at });
    if (BINDING.has(text)) throw unexpected(token);
    if (isSymbol("(")) return made({ type: "call", name: text, args: callArguments(), at });
    if (text === "missing") return made({ type: "missing", at });
    const constant = Object.hasOwn(CONSTANTS, text) ? CONSTANTS[text] : undefined;
    return constant === undefined ? made({ type: "column", name: text, at }) : made({ type: "number", value: constant, at });
  }

  function callArguments(): Node[] {
    const open = peek();
    next += 1;
    const args: Node[] = [];
    if (!isSymbol(")")) {
      args.push(expression(1));
      while (isSymbol(",")) {
        next += 1;
        args.push(expression(1));
      }
    }
    close(open);
    return args;
  }

  function close(open: Token): void {
    if (!isSymbol(")")) {
      if (peek().kind === "end") throw formulaSyntax(open.at, "the bracket that opens here is never closed", "Add ) at its end.");
      throw unexpected(peek());
    }
    next += 1;
  }

  const tree = expression(1);
  if (peek().kind !== "end") throw unexpected(peek());
  return tree;
}

function numberOf({ text, at }: Token): number {
  const value = Number(text);
  if (!Number.isFinite(value)) throw formulaSyntax(at, "this number is beyond what numbers hold", "Write a smaller one.");
  return value;
}

function unexpected({ kind, text, at }: Token): Error {
  return kind === "end"
    ? formulaSyntax(at, "it ends too early", "Add what the last operator or bracket waits for.")
    : formulaSyntax(at, `"${text}" was not expected here`, "Look for a missing operator, comma or bracket before it.");
}
