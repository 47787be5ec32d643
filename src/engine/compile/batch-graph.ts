import type { Tensor, Variable } from "@tensorflow/tfjs-core";
import { idOf, type NodeBackend, type TF } from "./binding.ts";
import { emit } from "./emit.ts";
import { type Form, formOf } from "./form.ts";
import { GraphBuilder } from "./graph.ts";
import { Session } from "./session.ts";
import { SessionVariables } from "./session-variables.ts";
import type { Ref, Trace } from "./trace.ts";
import { addVariable, type GraphVariable } from "./variables.ts";

/** A function that changes nothing, as a graph for any number of rows. It has the variables' values in its session. */
export class BatchGraph {
  readonly #backend: NodeBackend;
  readonly #session: Session;
  readonly #inputs: string[];
  readonly #outputs: string[];
  readonly #variables: SessionVariables;

  /** `inputs`: of the rows; how many they are is left open. */
  constructor(tf: TF, backend: NodeBackend, trace: Trace, inputs: readonly Form[]) {
    this.#backend = backend;
    const graph = new GraphBuilder();
    const forms = new Map([...variablesOf(trace)].map((name) => [name, formOf(tf.engine().registeredVariables[name] as Variable)]));
    const typeOf = (ref: Ref): number => {
      if (ref.from === "op") return trace.ops[ref.op]?.dtypes[ref.output] as number;
      if (ref.from === "constant") return ref.constant.dtype;
      return (ref.from === "input" ? inputs[ref.index] : forms.get(ref.name))?.dtype as number;
    };
    const variables = new Map<string, GraphVariable>(
      [...forms].map(([name, { dtype, shape }], i) => [name, addVariable(graph, `variable/${i}`, dtype, shape)]),
    );
    this.#inputs = inputs.map(({ dtype, shape }, i) => graph.placeholder(`input/${i}`, dtype, [ANY, ...shape.slice(1)]));
    const { outputs } = emit(graph, trace, {
      inputs: this.#inputs,
      typeOf,
      read: (name) => variables.get(name)?.get as string,
      setting: (name) => name,
      resolutions: new Map(),
      before: [],
      random: () => "", // nothing is resolved, so nothing is drawn
    });
    this.#outputs = outputs.map((output, i) =>
      graph.add("Identity", [output], { T: { type: typeOf(trace.outputs[i] as Ref) } }, { name: `output/${i}` }),
    );
    this.#session = new Session(backend.binding, graph.nodes);
    this.#variables = new SessionVariables(tf, backend, this.#session, variables);
  }

  /** The outputs are the caller's. */
  run(inputs: readonly Tensor[]): Tensor[] {
    this.#variables.takeIn();
    const feeds = new Map(inputs.map((input, i) => [this.#inputs[i] as string, idOf(this.#backend, input)]));
    return this.#session.run(feeds, this.#outputs).map((one) => this.#backend.createOutputTensor(one));
  }

  close(): void {
    this.#session.close();
  }
}

/** A dimension of any size. */
const ANY = -1;

const variablesOf = ({ ops, outputs }: Trace): Set<string> =>
  new Set([...ops.flatMap(({ inputs }) => inputs), ...outputs].flatMap((ref) => (ref.from === "variable" ? [ref.name] : [])));
