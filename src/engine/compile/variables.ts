import { DTYPE } from "./binding.ts";
import type { GraphBuilder } from "./graph.ts";

/** A variable of a graph: where it lives, and how it gets a value. */
export interface GraphVariable {
  /** What the names of its nodes begin with. */
  name: string;
  handle: string;
  /** Feed this with a value... */
  init: string;
  /** ...which this operation puts there. */
  assign: string;
  dtype: number;
}

/** One whose value stays in the session from one call to the next. */
export interface StayingVariable extends GraphVariable {
  /** Fetch this to have the value put there. */
  done: string;
  /** Its value. */
  get: string;
}

/** `shape` null: of any. */
export function addVariable(graph: GraphBuilder, name: string, dtype: number, shape: readonly number[] | null): GraphVariable {
  const place = { shape: { shape }, shared_name: { string: name }, container: { string: "" } };
  const handle = graph.add("VarHandleOp", [], { dtype: { type: dtype }, ...place }, { name: `${name}/handle` });
  const init = graph.placeholder(`${name}/init`, dtype, shape);
  const assign = graph.add("AssignVariableOp", [handle, init], { dtype: { type: dtype } }, { name: `${name}/assign` });
  return { name, handle, init, assign, dtype };
}

/** `shape` null: of any. */
export function addStayingVariable(graph: GraphBuilder, name: string, dtype: number, shape: readonly number[] | null): StayingVariable {
  return staying(graph, addVariable(graph, name, dtype, shape));
}

/** The nodes to move its value in and out by. */
export function staying(graph: GraphBuilder, variable: GraphVariable): StayingVariable {
  const yes = { shape: [], dtype: DTYPE.bool, values: Uint8Array.of(1) };
  const done = graph.add(
    "Const",
    [],
    { dtype: { type: DTYPE.bool }, value: { tensor: yes } },
    { name: `${variable.name}/done`, before: [variable.assign] },
  );
  return { ...variable, done, get: readOf(graph, variable, "get") };
}

/** A node that gives its value, after some operations. */
export const readOf = (graph: GraphBuilder, { name, handle, dtype }: GraphVariable, what: string, before: readonly string[] = []): string =>
  graph.add("ReadVariableOp", [handle], { dtype: { type: dtype } }, { name: `${name}/${what}`, before });
