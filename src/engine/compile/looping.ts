import type { Tensor } from "@tensorflow/tfjs-core";
import { DTYPE, idOf, type NodeBackend, type TF } from "./binding.ts";
import type { Data } from "./compile.ts";
import type { LoopNodes } from "./loop.ts";
import { drawnFeeds, feeding, type NativeFeed } from "./native-feeds.ts";
import { variableOf } from "./registered.ts";
import type { Rehearsal, Rehearsed, Turn } from "./running.ts";
import type { Session } from "./session.ts";

/** Steps on which rows, and what each is made with. */
interface Round {
  data: Data;
  /** [steps, rows a step] */
  shape: readonly [number, number];
  indices: Int32Array;
  turns: readonly Turn[];
}

/** A loop in a session. Each call takes the variables' values and gives them back: one that fails has changed nothing. */
export class Looping {
  readonly #tf: TF;
  readonly #backend: NodeBackend;
  readonly #session: Session;
  readonly #nodes: LoopNodes;
  /** Names of the variables that a step changes. */
  readonly #changed: readonly string[];

  constructor(tf: TF, backend: NodeBackend, session: Session, nodes: LoopNodes, changed: readonly string[]) {
    this.#tf = tf;
    this.#backend = backend;
    this.#session = session;
    this.#nodes = nodes;
    this.#changed = changed;
  }

  /** A step in each turn on `size` rows of the data, by their indices; gives each output of all of them, stacked. */
  repeat(data: Data, indices: Int32Array, size: number, turns: readonly Turn[]): Tensor[] {
    return this.#assign(this.#call({ data, shape: [turns.length, size], indices, turns }));
  }

  /** One step on all rows. */
  run(inputs: Data, turn: Turn): Tensor[] {
    return this.#only(this.#assign(this.#call(onAll(inputs, turn))));
  }

  rehearse({ inputs, settings, drawn, before }: Rehearsal): Rehearsed {
    const { outputs, values } = this.#call(onAll(inputs, { seed: 0, settings }), drawnFeeds(this.#nodes.randoms, drawn), before);
    return { outputs: this.#only(outputs), values };
  }

  #call(
    { data, shape, indices, turns }: Round,
    randoms: readonly NativeFeed[] | null = null,
    before?: ReadonlyMap<string, Tensor>,
  ): Rehearsed {
    const nodes = this.#nodes;
    const settings = [...nodes.settings].map(
      ([name, node]): NativeFeed => [node, [turns.length], FLOAT, Float32Array.from(turns, (turn) => turn.settings.get(name) as number)],
    );
    const seeds: NativeFeed = [nodes.seed, [turns.length], INT, Int32Array.from(turns, ({ seed }) => seed)];
    // TensorFlow prepares a graph for each set of nodes that is fed: it is the same set for all calls.
    const drawn = randoms ?? [...nodes.randoms].map(([name, { dtype }]): NativeFeed => [name, [0], dtype, new Float32Array(0)]);
    const rehearsing: NativeFeed[] = nodes.rehearsing ? [[nodes.rehearsing, [], DTYPE.bool, Uint8Array.of(randoms ? 1 : 0)]] : [];
    const own = [
      ...[...nodes.variables].map(([name, { init }]) => [init, before?.get(name) ?? variableOf(this.#tf, name)] as const),
      ...data.map((one, i) => [nodes.inputs[i] as string, one] as const),
    ].map(([node, tensor]) => [node, idOf(this.#backend, tensor)] as const);
    const last = this.#changed.map((name) => nodes.variables.get(name)?.last as string);
    return feeding(this.#backend.binding, [[nodes.indices, shape, INT, indices], seeds, ...settings, ...drawn, ...rehearsing], (feeds) => {
      const [ran, ...found] = this.#session.run(new Map([...own, ...feeds]), [nodes.ran, ...nodes.outputs, ...last]);
      if (ran) this.#backend.binding.deleteTensor(ran.id);
      const tensors = found.map((one) => this.#backend.createOutputTensor(one));
      const values = tensors.splice(nodes.outputs.length);
      return { outputs: tensors, values: new Map(this.#changed.map((name, i) => [name, values[i] as Tensor])) };
    });
  }

  #assign({ outputs, values }: Rehearsed): Tensor[] {
    for (const [name, value] of values) {
      variableOf(this.#tf, name).assign(value);
      value.dispose();
    }
    return outputs;
  }

  #only(stacked: readonly Tensor[]): Tensor[] {
    const outputs = stacked.map((one) => one.reshape(one.shape.slice(1)));
    for (const one of stacked) one.dispose();
    return outputs;
  }
}

function onAll(data: Data, turn: Turn): Round {
  const rows = Int32Array.from({ length: data[0]?.shape[0] ?? 0 }, (_, i) => i);
  return { data, shape: [1, rows.length], indices: rows, turns: [turn] };
}

const { float32: FLOAT, int32: INT } = DTYPE;
