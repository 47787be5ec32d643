import { DTYPE } from "./binding.ts";
import type { GraphBuilder } from "./graph.ts";

/** A variable of a graph: where it lives, and the nodes to set and to get it by. */
export interface GraphVariable {
  handle: string;
  /** Feed this... */
  init: string;
  /** ...and fetch this. */
  done: string;
  get: string;
  dtype: number;
}

/** `shape` null: of any. */
export function addVariable(graph: GraphBuilder, name: string, dtype: number, shape: readonly number[] | null): GraphVariable {
  const type = { dtype: { type: dtype } };
  const place = { shape: { shape }, shared_name: { string: name }, container: { string: "" } };
  const handle = graph.add("VarHandleOp", [], { ...type, ...place }, { name: `${name}/handle` });
  const init = graph.placeholder(`${name}/init`, dtype, shape);
  const assign = graph.add("AssignVariableOp", [handle, init], type, { name: `${name}/assign` });
  const yes = { shape: [], dtype: DTYPE.bool, values: Uint8Array.of(1) };
  const done = graph.add("Const", [], { dtype: { type: DTYPE.bool }, value: { tensor: yes } }, { name: `${name}/done`, before: [assign] });
  const get = graph.add("ReadVariableOp", [handle], type, { name: `${name}/get` });
  return { handle, init, done, get, dtype };
}
