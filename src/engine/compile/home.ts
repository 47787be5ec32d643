import type { NodeBackend } from "./binding.ts";
import { LentVariables } from "./lent.ts";
import type { Running } from "./running.ts";

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
}
