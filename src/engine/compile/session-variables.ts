import type { Tensor } from "@tensorflow/tfjs-core";
import { idOf, type NodeBackend, type TF } from "./binding.ts";
import { variableOf } from "./registered.ts";
import type { Session } from "./session.ts";
import type { StayingVariable } from "./variables.ts";

/** A session's copies of variables of TensorFlow.js. */
export class SessionVariables {
  readonly #tf: TF;
  readonly #backend: NodeBackend;
  readonly #session: Session;
  readonly #variables: ReadonlyMap<string, StayingVariable>;
  /** Native tensors whose values are in the session. */
  readonly #held = new Map<string, number>();

  constructor(tf: TF, backend: NodeBackend, session: Session, variables: ReadonlyMap<string, StayingVariable>) {
    this.#tf = tf;
    this.#backend = backend;
    this.#session = session;
    this.#variables = variables;
  }

  /** Takes in those that have other values than before, all of them by default. Throws `CompileRefused` where one was disposed of. */
  takeIn(names: Iterable<string> = this.#variables.keys(), values?: ReadonlyMap<string, Tensor>): void {
    const feeds = new Map<string, number>();
    const fetches: string[] = [];
    for (const name of names) {
      const id = idOf(this.#backend, values?.get(name) ?? variableOf(this.#tf, name));
      if (this.#held.get(name) === id) continue;
      this.#held.set(name, id);
      const { init, done } = this.#variables.get(name) as StayingVariable;
      feeds.set(init, id);
      fetches.push(done);
    }
    if (fetches.length === 0) return;
    for (const { id } of this.#session.run(feeds, fetches)) this.#backend.binding.deleteTensor(id);
  }

  /** Takes in all of them, or values by their names, whatever the session has. */
  moveIn(values?: ReadonlyMap<string, Tensor>): void {
    this.#held.clear();
    this.takeIn(undefined, values);
  }
}
