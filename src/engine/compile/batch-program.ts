import { emit } from "./emit.ts";
import type { Form } from "./form.ts";
import { inGates } from "./gates.ts";
import { GraphBuilder } from "./graph.ts";
import type { GraphNode } from "./saved-model.ts";
import { simplify } from "./simplify.ts";
import { type Step, typeOf } from "./step.ts";
import type { Trace } from "./trace.ts";
import { addStayingVariable, type StayingVariable } from "./variables.ts";

/** A graph of a function that changes nothing, for any number of rows, and the names to feed and to fetch. */
export interface BatchProgram {
  nodes: readonly GraphNode[];
  variables: ReadonlyMap<string, StayingVariable>;
  inputs: readonly string[];
  outputs: readonly string[];
  /** In place of `outputs` where there are many rows; null: they are the same. */
  many: readonly string[] | null;
}

/** `inputs`: of the rows; how many they are is left open. `variables`: of those that the trace reads. */
export function buildBatchProgram(traced: Trace, inputs: readonly Form[], variables: ReadonlyMap<string, Form>): BatchProgram {
  const graph = new GraphBuilder();
  const open = inputs.map(({ dtype, shape }) => ({ dtype, shape: [ANY, ...shape.slice(1)] }));
  const step = simplify({ trace: traced, inputs: open, variables, resolutions: new Map(), settings: [] });
  const own = new Map(
    [...variables].map(([name, { dtype, shape }], i) => [name, addStayingVariable(graph, `variable/${i}`, dtype, shape)]),
  );
  const fed = open.map(({ dtype, shape }, i) => graph.placeholder(`input/${i}`, dtype, shape));
  const write = (to: string, way: Step) => {
    const { outputs } = emit(graph, way.trace, {
      inputs: fed,
      typeOf: (ref) => typeOf(way, ref),
      read: (name) => own.get(name)?.get as string,
      setting: (name) => name,
      resolutions: way.resolutions,
      before: [],
      random: () => "", // nothing is resolved, so nothing is drawn
    });
    return way.trace.outputs.map((ref, i) =>
      graph.add("Identity", [outputs[i] as string], { T: { type: typeOf(way, ref) } }, { name: `${to}/${i}` }),
    );
  };
  const outputs = write("output", step);
  const gates = inGates(step);
  return { nodes: graph.nodes, variables: own, inputs: fed, outputs, many: gates && write("many", { ...step, trace: gates }) };
}

/** A dimension of any size. */
const ANY = -1;
