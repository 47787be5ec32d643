import type { Tensor } from "@tensorflow/tfjs-core";
import type { NodeBackend } from "./binding.ts";
import type { Data } from "./compile.ts";
import { LentVariables } from "./lent.ts";
import type { Running, Turn } from "./running.ts";

/** Where variables live: in a session, one of several, or in TensorFlow.js. Reading one brings its value back by itself. */
export class Home {
  readonly #lent: LentVariables;
  #running: Running | null = null;

  constructor(backend: NodeBackend) {
    this.#lent = new LentVariables(backend, () => this.#running?.bringBack(this.#lent));
  }

  /** Variables live in this session from now on. */
  at(running: Running): Running {
    if (this.#running === running && this.#lent.intact) {
      running.renew();
      return running;
    }
    this.leave();
    running.moveIn();
    this.#running = running;
    this.#lent.lend(running.changing);
    return running;
  }

  /** One step on the variables as they are now. */
  run(running: Running, inputs: readonly Tensor[], turn: Turn): Tensor[] {
    if (!running.stays) return this.#away(() => running.run(inputs, turn));
    const outputs = this.at(running).run(inputs, turn);
    this.outdate();
    return outputs;
  }

  /** Many steps, on rows of the data by their indices. Null: there is no loop. */
  repeat(running: Running, data: Data, indices: Int32Array, size: number, turns: readonly Turn[]): Tensor[] | null {
    return this.#away(() => running.repeat(data, indices, size, turns));
  }

  /** The session has changed them. */
  outdate(): void {
    this.#lent.outdate();
  }

  /** Brings what the session has changed back; variables stay there. */
  sync(): void {
    this.#lent.refresh();
  }

  /** Brings the values of all variables back. */
  leave(): void {
    this.#lent.giveBack();
    this.#running = null;
  }

  /** What takes the variables from TensorFlow.js, and gives them back there. */
  #away<T>(work: () => T): T {
    this.leave();
    return work();
  }
}
