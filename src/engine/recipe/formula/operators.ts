import { byCodePoint } from "../values.ts";
import type { Arithmetic, Comparison } from "./ast.ts";

export const ARITHMETIC: Readonly<Record<Arithmetic, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "**": (a, b) => a ** b,
  "%": modulo,
};

/** What an order (negative, 0, positive) means to each comparison. */
const MEANS: Readonly<Record<Comparison, (order: number) => boolean>> = {
  "==": (order) => order === 0,
  "!=": (order) => order !== 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

export const isComparison = (operator: string): operator is Comparison => Object.hasOwn(MEANS, operator);
export const isArithmetic = (operator: string): operator is Arithmetic => Object.hasOwn(ARITHMETIC, operator);

/** 1 where it holds, else 0. Text is ordered by code point. */
export function compare(operator: Comparison, a: number | string, b: number | string): number {
  const order = typeof a === "string" ? byCodePoint(a, String(b)) : a - Number(b);
  return Number(MEANS[operator](order));
}

/** With the sign of the divisor, as in Python and numpy. */
function modulo(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}
