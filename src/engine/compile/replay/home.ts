import type { NodeBackend } from "../binding.ts";
import { LentVariables } from "../lent.ts";
import type { Running } from "../running.ts";

/** The session that variables live in, one of several. */
export class Home {
  readonly #lent: LentVariables;
  #running: Running | null = null;

  constructor(backend: NodeBackend) {
    this.#lent = new LentVariables(backend, () => this.#running?.bringBack(this.#lent));
  }

  /** Variables live in this session from now on, which is about to change them. */
  at(running: Running): Running {
    const stays = this.#running === running && this.#lent.intact;
    if (!stays || !running.renew()) {
      this.leave();
      running.moveIn();
      this.#running = running;
      this.#lent.lend(running.changing);
    }
    this.#lent.outdate();
    return running;
  }

  /** Brings the values of all variables back. */
  leave(): void {
    this.#lent.giveBack();
    this.#running = null;
  }
}
