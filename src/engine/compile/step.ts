import type { Resolutions } from "./constants.ts";
import type { Form } from "./form.ts";
import type { Constant } from "./graph.ts";
import type { Ref, Trace } from "./trace.ts";
import type { GraphVariable } from "./variables.ts";

/** What a graph is made of: a traced step, and what stands for its constants. */
export interface Step {
  trace: Trace;
  resolutions: Resolutions;
  inputs: readonly Form[];
  /** Of the variables that it reads or changes. */
  variables: ReadonlyMap<string, Form>;
  settings: readonly string[];
  /** The same step on another number of rows, which its graph is to be for too; absent: it is for inputs of one shape. */
  other?: { trace: Trace; rows: readonly [own: number, other: number] } | null;
  /** The most rows that its graph is for, if they are more than its own. */
  most?: number;
  /** Constants that depend on the number of rows, and what they are for the other one. */
  sized?: ReadonlyMap<Constant, Constant>;
}

/** Nodes to feed and to fetch. */
export interface StepNodes {
  inputs: string[];
  outputs: string[];
  /** Fetched with the outputs: it comes after all changes. */
  ran: string;
  /** Feed with the whole number that random numbers are drawn by. */
  seed: string;
  settings: Map<string, string>;
  /** Random numbers of the step, and what they were in the trace: to be fed by a check. */
  randoms: Map<string, Constant>;
}

/** What is in scope where a step stands. */
export interface StepPlace {
  inputs: readonly string[];
  /** What binds everything that is made to the loop that it stands in. */
  before: readonly string[];
  handleOf(variable: GraphVariable): string;
  setting(name: string): string;
  /** What a constant is, or the shape of a random one, where it depends on the number of rows; null where it does not. */
  sized(constant: Constant): string | null;
  /** Random numbers that the nodes of `draw` make of a seed. */
  random(constant: Constant, draw: (seed: string) => string): string;
}

/** What a step gives, and what must have run before it is over. */
export interface MadeStep {
  outputs: string[];
  after: string[];
}

/** The type of a value of a step. */
export function typeOf({ trace: { ops }, inputs, variables }: Pick<Step, "trace" | "inputs" | "variables">, ref: Ref): number {
  if (ref.from === "op") return ops[ref.op]?.dtypes[ref.output] as number;
  if (ref.from === "constant") return ref.constant.dtype;
  return (ref.from === "input" ? inputs[ref.index] : variables.get(ref.name))?.dtype as number;
}

export const outputTypes = (step: Step): number[] => step.trace.outputs.map((ref) => typeOf(step, ref));
