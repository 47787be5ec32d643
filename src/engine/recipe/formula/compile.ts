import type { Node } from "./ast.ts";
import { compileCall } from "./calls.ts";
import { formulaSyntax } from "./errors.ts";
import { ARITHMETIC, compare, isArithmetic, isComparison } from "./operators.ts";
import { alike, type Compiled, type Context, checked, type Value, wanted } from "./typing.ts";

const DAY = 86_400_000;

/** Checks the types and makes one function of it all. Throws `formula-type`, `formula-arguments`, `formula-function-unknown`. */
export function compile(node: Node, context: Context): Compiled {
  const { at } = node;
  if (node.type === "number") return { type: "number", at, read: () => node.value };
  if (node.type === "text") return { type: "text", at, read: () => node.value };
  if (node.type === "missing") return { type: "missing", at, read: () => null };
  if (node.type === "column") return compileColumn(node.name, at, context);
  if (node.type === "call")
    return compileCall(
      node,
      node.args.map((arg) => compile(arg, context)),
      context,
    );
  if (node.type === "unary") return compileUnary(node.operator, at, compile(node.operand, context));
  return compileBinary(node, compile(node.left, context), compile(node.right, context), context);
}

function compileColumn(name: string, at: number, { columns }: Context): Compiled {
  const column = columns.get(name);
  if (!column) throw formulaSyntax(at, `there is no column "${name}"`, "Check the name; text stands in quotes.");
  if (column.kind === "category") {
    const { codes, levels } = column;
    return { type: "text", at, read: (row) => levels[codes[row] as number] ?? null };
  }
  if (column.kind === "text") return { type: "text", at, read: (row) => column.values[row] ?? null };
  const { values } = column;
  const read = (row: number) => {
    const value = values[row] as number;
    return Number.isNaN(value) ? null : value;
  };
  return { type: column.kind, at, read };
}

function compileUnary(operator: "-" | "not", at: number, operand: Compiled): Compiled {
  const { read } = wanted(operand, "number", operator);
  const of = operator === "-" ? (value: number) => -value : (value: number) => Number(value === 0);
  return { type: "number", at, read: (row) => whenPresent(read(row), (value) => of(value as number)) };
}

function compileBinary(node: Extract<Node, { type: "binary" }>, left: Compiled, right: Compiled, context: Context): Compiled {
  const { operator, at } = node;
  if (operator === "and" || operator === "or") {
    return logical(operator, at, wanted(left, "number", operator), wanted(right, "number", operator));
  }
  if (isComparison(operator)) {
    alike([left, right], operator, at);
    return { type: "number", at, read: (row) => bothPresent(left, right, row, (a, b) => compare(operator, a, b)) };
  }
  if ((left.type === "date" || right.type === "date") && (operator === "+" || operator === "-"))
    return onDates(operator, at, left, right, context);
  wanted(left, "number", operator);
  wanted(right, "number", operator);
  const of = ARITHMETIC[isArithmetic(operator) ? operator : "+"];
  const read = (row: number) =>
    bothPresent(left, right, row, (a, b) => checked(of(a as number, b as number), at, `${a} ${operator} ${b}`, row, context));
  return { type: "number", at, read };
}

/** Two dates less each other are days; a date and a number of days are a date. */
function onDates(operator: "+" | "-", at: number, left: Compiled, right: Compiled, context: Context): Compiled {
  const sign = operator === "+" ? 1 : -1;
  if (left.type === "date" && right.type === "date" && operator === "-") {
    return { type: "number", at, read: (row) => bothPresent(left, right, row, (a, b) => (Number(a) - Number(b)) / DAY) };
  }
  wanted(left, left.type === "date" ? "date" : "number", operator);
  wanted(right, left.type === "date" || operator === "-" ? "number" : "date", operator);
  const inDays = (one: Compiled, value: number | string) => (one.type === "date" ? Number(value) : Number(value) * DAY);
  const sum = (a: number | string, b: number | string) => inDays(left, a) + sign * inDays(right, b);
  const valid = (time: number) => (Math.abs(time) <= 8.64e15 ? time : Number.NaN);
  return {
    type: "date",
    at,
    read: (row) => bothPresent(left, right, row, (a, b) => checked(valid(sum(a, b)), at, "no such date", row, context)),
  };
}

/** As SQL has it: what is known decides where it can, else the result is missing. */
function logical(operator: "and" | "or", at: number, left: Compiled, right: Compiled): Compiled {
  const decisive = operator === "or";
  const read = (row: number) => {
    const a = left.read(row);
    if (a !== null && (a !== 0) === decisive) return Number(decisive);
    const b = right.read(row);
    if (b !== null && (b !== 0) === decisive) return Number(decisive);
    return a === null || b === null ? null : Number(!decisive);
  };
  return { type: "number", at, read };
}

const whenPresent = (value: Value, of: (value: number | string) => Value): Value => (value === null ? null : of(value));

function bothPresent(left: Compiled, right: Compiled, row: number, of: (a: number | string, b: number | string) => Value): Value {
  const a = left.read(row);
  if (a === null) return null;
  const b = right.read(row);
  return b === null ? null : of(a, b);
}
