import { DTYPE } from "./binding.ts";
import type { Resolutions } from "./constants.ts";
import { emit } from "./emit.ts";
import type { Form } from "./form.ts";
import { type Constant, GraphBuilder } from "./graph.ts";
import { addLoop, type LoopNodes } from "./loop.ts";
import type { GraphNode } from "./saved-model.ts";
import type { Ref, Trace } from "./trace.ts";
import { addVariable, type GraphVariable } from "./variables.ts";

/** What a graph is made of: a traced step, and what stands for its constants. */
export interface Step {
  trace: Trace;
  resolutions: Resolutions;
  inputs: readonly Form[];
  /** Of the variables that it reads or changes. */
  variables: ReadonlyMap<string, Form>;
  settings: readonly string[];
  /** Each output is one 32-bit float: then steps can be repeated in the graph. */
  scalars: boolean;
}

/** A graph and the names to feed and to fetch. */
export interface Program {
  nodes: readonly GraphNode[];
  inputs: string[];
  outputs: string[];
  /** Fetched when there is no output: it comes after all changes. */
  ran: string;
  variables: Map<string, GraphVariable>;
  settings: Map<string, GraphVariable>;
  /** Feed with the whole number that random numbers are drawn by. */
  seed: string;
  /** Random numbers of the step, and what they were in the trace: to be fed by a check. */
  randoms: Map<string, Constant>;
  /** Many steps in one call, on data that lie in the session; null where outputs are no scalars. */
  loop: (LoopNodes & { data: GraphVariable[] }) | null;
}

export function buildProgram(step: Step): Program {
  const graph = new GraphBuilder();
  const place = (prefix: string) => (form: Form, i: number) => addVariable(graph, `${prefix}/${i}`, form.dtype, form.shape);
  const variables = new Map([...step.variables].map(([name, form], i) => [name, place("variable")(form, i)]));
  const settings = new Map(step.settings.map((name, i) => [name, place("setting")({ shape: [], dtype: DTYPE.float32 }, i)]));
  const inputs = step.inputs.map(({ shape, dtype }, i) => graph.placeholder(`input/${i}`, dtype, shape));
  const randoms = new Map<string, Constant>();
  const seed = graph.placeholder("random/seed", DTYPE.int32, []);
  const base = { graph, step, variables, settings };

  const once = addStep({
    ...base,
    inputs,
    seed,
    before: [],
    handleOf: ({ handle }) => handle,
    onRandom: (name, constant) => randoms.set(name, constant),
  });
  const outputs = once.outputs.map((output, i) =>
    graph.add(
      "Identity",
      [output],
      { T: { type: typeOf(step, step.trace.outputs[i] as Ref) } },
      { name: `output/${i}`, before: once.after },
    ),
  );
  const yes = { shape: [], dtype: DTYPE.bool, values: Uint8Array.of(1) };
  const ran = graph.add("Const", [], { dtype: { type: DTYPE.bool }, value: { tensor: yes } }, { name: "ran", before: once.after });

  const data = step.inputs.map(({ dtype }, i) => addVariable(graph, `data/${i}`, dtype, null));
  const rows = step.inputs.map(({ shape }, i) => ({ variable: data[i] as GraphVariable, shape }));
  const loop = step.scalars
    ? addLoop(graph, [...variables.values(), ...settings.values()], rows, step.trace.outputs.length, (inside) =>
        addStep({ ...base, ...inside }),
      )
    : null;
  return { nodes: graph.nodes, inputs, outputs, ran, variables, settings, seed, randoms, loop: loop && { ...loop, data } };
}

interface StepPlace {
  graph: GraphBuilder;
  step: Step;
  variables: ReadonlyMap<string, GraphVariable>;
  settings: ReadonlyMap<string, GraphVariable>;
  inputs: readonly string[];
  before: readonly string[];
  seed: string;
  handleOf(variable: GraphVariable): string;
  onRandom?(name: string, constant: Constant): void;
}

/** The operations of a step. Each variable is read once as it begins, and changed after that. */
function addStep(place: StepPlace): { outputs: string[]; after: string[] } {
  const { graph, step, variables, settings, before, handleOf } = place;
  const reads = new Map<GraphVariable, string>();
  const readOf = (variable: GraphVariable): string => {
    const known = reads.get(variable);
    if (known !== undefined) return known;
    const read = graph.add("ReadVariableOp", [handleOf(variable)], { dtype: { type: variable.dtype } }, { before });
    reads.set(variable, read);
    return read;
  };
  const emitted = emit(graph, step.trace, {
    inputs: place.inputs,
    typeOf: (ref) => typeOf(step, ref),
    read: (name) => readOf(variables.get(name) as GraphVariable),
    setting: (name) => readOf(settings.get(name) as GraphVariable),
    resolutions: step.resolutions,
    before,
    seed: place.seed,
    ...(place.onRandom && { onRandom: place.onRandom }),
  });
  const all = [...reads.values()];
  const after = [...emitted.assigned].map(([name, value]) => {
    const variable = variables.get(name) as GraphVariable;
    return graph.add("AssignVariableOp", [handleOf(variable), value], { dtype: { type: variable.dtype } }, { before: all });
  });
  return { outputs: emitted.outputs, after };
}

function typeOf({ trace: { ops }, inputs, variables }: Step, ref: Ref): number {
  if (ref.from === "op") return ops[ref.op]?.dtypes[ref.output] as number;
  if (ref.from === "constant") return ref.constant.dtype;
  return (ref.from === "input" ? inputs[ref.index] : variables.get(ref.name))?.dtype as number;
}
