import type { Column } from "../../data/column.ts";
import { typesDiffer, typeUnfit } from "./errors.ts";
import type { ValueType } from "./functions.ts";

/** A value of one row; null where it is missing. Dates are epoch milliseconds. */
export type Value = number | string | null;

/** A formula made ready for some columns: the type is `missing` where it can never be anything else. */
export interface Compiled {
  type: ValueType | "missing";
  at: number;
  read(row: number): Value;
}

export interface Context {
  columns: ReadonlyMap<string, Column>;
  /** Is told of a result that is no finite number, and says what stands in its place, or throws. */
  invalid(at: number, what: string, row: number): null;
}

/** The value where it is a finite number or a text, else what the context says. */
export const checked = (value: number | string, at: number, what: string, row: number, { invalid }: Context): Value =>
  typeof value === "string" || Number.isFinite(value) ? value : invalid(at, what, row);

export function wanted(operand: Compiled, type: ValueType, what: string): Compiled {
  if (operand.type !== type && operand.type !== "missing") throw typeUnfit(operand.at, `"${what}"`, named(type), operand.type);
  return operand;
}

/** The one type that all of them have; `missing` goes with every type. */
export function alike(operands: readonly Compiled[], what: string, at: number): Compiled["type"] {
  const types = [...new Set(operands.map(({ type }) => type))].filter((type) => type !== "missing");
  if (types.length > 1) throw typesDiffer(at, `"${what}"`, named(types[0] as ValueType), named(types[1] as ValueType));
  return types[0] ?? "missing";
}

const named = (type: ValueType) => (type === "text" ? type : `a ${type}`);
