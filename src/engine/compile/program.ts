import { AdamOps, adamUpdates } from "./adam.ts";
import { simplifyRows } from "./any-rows.ts";
import { emit } from "./emit.ts";
import { GraphBuilder } from "./graph.ts";
import { addLoop, type LoopNodes } from "./loop.ts";
import { addOnce } from "./once.ts";
import { readersBeside } from "./readers.ts";
import type { GraphNode } from "./saved-model.ts";
import { type MadeStep, type Step, type StepNodes, type StepPlace, typeOf } from "./step.ts";
import { addVariable, type GraphVariable, type StayingVariable, staying } from "./variables.ts";

/** The ways into a graph: one step on inputs, many steps on rows of data, or both. */
export type Ways = "once" | "loop" | "both";

/** A graph and the names to feed and to fetch. */
export interface Program {
  nodes: readonly GraphNode[];
  once: OnceNodes | null;
  loop: LoopNodes | null;
  /** Numbers of rows that the loop is for; null: the one of its inputs. */
  rows: readonly [own: number, other: number] | null;
}

/** Nodes of a single step. Its variables stay in the session. */
export interface OnceNodes extends StepNodes {
  variables: Map<string, StayingVariable>;
}

export function buildProgram(traced: Step, ways: Ways): Program {
  const step = simplifyRows(traced);
  const graph = new GraphBuilder();
  const variables = new Map(
    [...step.variables].map(([name, { dtype, shape }], i) => [name, addVariable(graph, `variable/${i}`, dtype, shape)]),
  );
  const body = (inside: StepPlace) => addStep({ graph, step, variables, ...inside });
  const stay = () => new Map([...variables].map(([name, one]) => [name, staying(graph, one)]));
  const once = ways === "loop" ? null : { ...addOnce(graph, step, body), variables: stay() };
  const loop = ways === "once" ? null : addLoop(graph, step, variables, body);
  return { nodes: graph.nodes, once, loop, rows: traced.other?.rows ?? null };
}

interface Building extends StepPlace {
  graph: GraphBuilder;
  step: Step;
  variables: ReadonlyMap<string, GraphVariable>;
}

/** The operations of a step. Each variable is read once as it begins, and changed after that. */
function addStep({ graph, step, variables, handleOf, ...place }: Building): MadeStep {
  const reads = new Map<GraphVariable, string>();
  const read = (name: string): string => {
    const variable = variables.get(name) as GraphVariable;
    const known = reads.get(variable);
    if (known !== undefined) return known;
    const made = graph.add("ReadVariableOp", [handleOf(variable)], { dtype: { type: variable.dtype } }, { before: place.before });
    reads.set(variable, made);
    return made;
  };
  const { updates, rest, resolutions } = adamUpdates(step.trace, step.resolutions);
  const trace = { ...rest, outputs: [...rest.outputs, ...updates.flatMap(({ refs }) => refs)] };
  const emitted = emit(graph, trace, { ...place, typeOf: (ref) => typeOf(step, ref), read, resolutions });
  const readOf = (name: string) => reads.get(variables.get(name) as GraphVariable) ?? [];
  const after = [...emitted.assigned].map(([name, value]) => {
    const variable = variables.get(name) as GraphVariable;
    return graph.add(
      "AssignVariableOp",
      [handleOf(variable), value],
      { dtype: { type: variable.dtype } },
      { before: [readOf(name)].flat() },
    );
  });
  const values = emitted.outputs.splice(rest.outputs.length);
  const adam = new AdamOps(graph);
  for (const { variable, firstMoment, secondMoment, refs } of updates) {
    const names = [variable, firstMoment, secondMoment];
    const readers = readersBeside(trace, variable, refs).flatMap((op) => emitted.made[op] ?? []);
    const handles = names.map((name) => handleOf(variables.get(name) as GraphVariable));
    after.push(adam.add(handles, values.splice(0, refs.length), [...names.flatMap(readOf), ...readers]));
  }
  return { outputs: emitted.outputs, after };
}
