import { Emitter } from "../../shared/emitter.ts";
import { failure } from "../../shared/errors.ts";
import type { Child, Exit } from "./child.ts";

export type SupervisorState = "idle" | "starting" | "ready" | "restarting" | "stopped";

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 10_000;
/** A child that lived this long has proved itself: the next crash waits only the first delay again. */
const SETTLED_MS = 30_000;
const MOST_CRASHES = 5;

/**
 * Keeps one child process there for whoever asks: starts it at first need, restarts it after a crash with
 * a growing delay, gives up after five crashes in a row until `reset`.
 */
export class Supervisor<C> {
  readonly onState: Emitter<SupervisorState>;
  #start: () => Promise<Child<C>>;
  #current: Promise<Child<C>> | undefined;
  #crashes = 0;
  #state: SupervisorState = "idle";

  constructor(start: () => Promise<Child<C>>, onError: (error: unknown) => void) {
    this.#start = start;
    this.onState = new Emitter(onError);
  }

  get state(): SupervisorState {
    return this.#state;
  }

  /** The running child; starts one if there is none. */
  get(): Promise<Child<C>> {
    if (this.#state === "stopped") return Promise.reject(stoppedError());
    if (!this.#current && this.#crashes >= MOST_CRASHES) return Promise.reject(crashingError());
    this.#current ??= this.#launch();
    return this.#current;
  }

  /** Stops the child, forgets the crashes; the next `get` starts afresh. */
  async reset(): Promise<void> {
    const current = this.#current;
    this.#current = undefined;
    this.#crashes = 0;
    this.#enter("idle");
    await (await current?.catch(() => undefined))?.stop();
  }

  async stop(): Promise<void> {
    await this.reset();
    this.#enter("stopped");
  }

  async #launch(): Promise<Child<C>> {
    this.#enter(this.#crashes === 0 ? "starting" : "restarting");
    if (this.#crashes > 0) await sleep(Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (this.#crashes - 1)));
    const started = Date.now();
    try {
      const child = await this.#start();
      void child.exited.then((exit) => this.#ended(child, exit, started));
      this.#enter("ready");
      return child;
    } catch (error) {
      this.#crashes += 1;
      this.#current = undefined;
      this.#enter("idle");
      throw error;
    }
  }

  async #ended(child: Child<C>, _exit: Exit, started: number): Promise<void> {
    const current = this.#current && (await this.#current.catch(() => undefined));
    if (current !== child) return; // asked for by reset or stop
    this.#crashes = Date.now() - started > SETTLED_MS ? 1 : this.#crashes + 1;
    this.#current = undefined;
    this.#enter("idle");
  }

  #enter(state: SupervisorState): void {
    this.#state = state;
    this.onState.fire(state);
  }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const stoppedError = () =>
  failure({ code: "engine-stopped", message: "The Trainyard engine has been stopped.", remedy: "Reload the window to start it again." });

const crashingError = () =>
  failure({
    code: "engine-crashing",
    message: `The Trainyard engine ended unexpectedly ${MOST_CRASHES} times in a row.`,
    remedy: "Run Trainyard: Show Output to see why, then Trainyard: Reset.",
  });
