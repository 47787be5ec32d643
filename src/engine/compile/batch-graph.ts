import type { Tensor, Variable } from "@tensorflow/tfjs-core";
import { idOf, type NodeBackend, type TF } from "./binding.ts";
import { emit } from "./emit.ts";
import { type Form, formOf } from "./form.ts";
import { GraphBuilder } from "./graph.ts";
import { CompileRefused } from "./refused.ts";
import { Session } from "./session.ts";
import type { Ref, Trace } from "./trace.ts";
import { addVariable, type GraphVariable } from "./variables.ts";

/** A function that changes nothing, as a graph for any number of rows. It has the variables' values in its session. */
export class BatchGraph {
  readonly #tf: TF;
  readonly #backend: NodeBackend;
  readonly #session: Session;
  readonly #inputs: string[];
  readonly #outputs: string[];
  readonly #variables: Map<string, GraphVariable>;
  /** Native tensors whose values are in the session. */
  readonly #held = new Map<string, number>();

  /** `inputs`: of the rows; how many they are is left open. */
  constructor(tf: TF, backend: NodeBackend, trace: Trace, inputs: readonly Form[]) {
    this.#tf = tf;
    this.#backend = backend;
    const graph = new GraphBuilder();
    const forms = new Map([...variablesOf(trace)].map((name) => [name, formOf(this.#variable(name))]));
    const typeOf = (ref: Ref): number => {
      if (ref.from === "op") return trace.ops[ref.op]?.dtypes[ref.output] as number;
      if (ref.from === "constant") return ref.constant.dtype;
      return (ref.from === "input" ? inputs[ref.index] : forms.get(ref.name))?.dtype as number;
    };
    this.#variables = new Map([...forms].map(([name, { dtype, shape }], i) => [name, addVariable(graph, `variable/${i}`, dtype, shape)]));
    this.#inputs = inputs.map(({ dtype, shape }, i) => graph.placeholder(`input/${i}`, dtype, [ANY, ...shape.slice(1)]));
    const { outputs } = emit(graph, trace, {
      inputs: this.#inputs,
      typeOf,
      read: (name) => this.#variables.get(name)?.get as string,
      setting: (name) => name,
      resolutions: new Map(),
      before: [],
      random: () => "", // nothing is resolved, so nothing is drawn
    });
    this.#outputs = outputs.map((output, i) =>
      graph.add("Identity", [output], { T: { type: typeOf(trace.outputs[i] as Ref) } }, { name: `output/${i}` }),
    );
    this.#session = new Session(backend.binding, graph.nodes);
  }

  /** The outputs are the caller's. */
  run(inputs: readonly Tensor[]): Tensor[] {
    this.#takeIn();
    const feeds = new Map(inputs.map((input, i) => [this.#inputs[i] as string, idOf(this.#backend, input)]));
    return this.#session.run(feeds, this.#outputs).map((one) => this.#backend.createOutputTensor(one));
  }

  close(): void {
    this.#session.close();
  }

  /** Takes in variables that have other values than before. */
  #takeIn(): void {
    const feeds = new Map<string, number>();
    const fetches: string[] = [];
    for (const [name, { init, done }] of this.#variables) {
      const id = idOf(this.#backend, this.#variable(name));
      if (this.#held.get(name) === id) continue;
      this.#held.set(name, id);
      feeds.set(init, id);
      fetches.push(done);
    }
    if (fetches.length === 0) return;
    for (const { id } of this.#session.run(feeds, fetches)) this.#backend.binding.deleteTensor(id);
  }

  #variable(name: string): Variable {
    const variable = this.#tf.engine().registeredVariables[name] as Variable | undefined;
    if (!variable) throw new CompileRefused("variables", `The variable "${name}" was disposed of.`);
    return variable;
  }
}

/** A dimension of any size. */
const ANY = -1;

const variablesOf = ({ ops, outputs }: Trace): Set<string> =>
  new Set([...ops.flatMap(({ inputs }) => inputs), ...outputs].flatMap((ref) => (ref.from === "variable" ? [ref.name] : [])));
