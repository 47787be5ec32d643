import type { Step } from "../step.ts";
import type { Code } from "./code.ts";

/** What a variable of the code holds: numbers and dates (epoch milliseconds) with NaN where missing, text with null. */
export type ValueKind = "number" | "date" | "text";

/** A column as the code has it: a variable. */
export interface Variable {
  /** Name of the column. */
  name: string;
  kind: ValueKind;
  /** Name of the variable. */
  id: string;
}

type OptionsOf<S> = S extends Step<infer O, infer _S, infer _M> ? O : never;
type StateOf<S> = S extends Step<infer _O, infer State, infer _M> ? State : never;

/** A fitted step as an emitter is given it. */
export interface Part<O, S> {
  options: O;
  state: S;
  /** The columns that it was handed and that are there. */
  columns: readonly Variable[];
}

/** Writes what a step does to one row. `S`: the step. */
export type Emitter<S> = (part: Part<OptionsOf<S>, StateOf<S>>, code: Code) => void;

/** The columns that a step with options that speak of columns works on, and those others. As `byRole` of the steps. */
export function roles(part: Part<{ columns: unknown }, unknown>, used: readonly string[]): { chosen: Variable[]; used: Variable[] } {
  const named = part.options.columns;
  return {
    chosen: part.columns.filter(({ name }) => (Array.isArray(named) ? named.includes(name) : !used.includes(name))),
    used: part.columns.filter(({ name }) => used.includes(name)),
  };
}
