import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Progress } from "../../src/protocol/method.ts";
import type { CallOptions } from "../../src/protocol/rpc.ts";
import { type ErrorFacts, factsOf } from "../../src/shared/errors.ts";

/** One piece of remote data: its newest value, the error of the last try, progress while a try goes on. The latest try wins. */
export class Load<T> implements ReactiveController {
  value: T | null = null;
  error: ErrorFacts | null = null;
  progress: Progress | null = null;
  #host: ReactiveControllerHost;
  #abort: AbortController | null = null;
  #again: (() => void) | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.cancel();
  }

  get busy(): boolean {
    return this.#abort !== null;
  }

  /** Starts a try; the old value stays until the new one is there. Progress is shown when `message` is given. */
  async run(work: (options: CallOptions) => Promise<T>, message?: string): Promise<T | null> {
    this.cancel();
    const abort = new AbortController();
    this.#abort = abort;
    this.#again = () => void this.run(work, message);
    this.progress = message === undefined ? null : { message };
    this.#host.requestUpdate();
    const onProgress = (progress: Progress) => {
      if (this.#abort !== abort || message === undefined) return;
      this.progress = progress;
      this.#host.requestUpdate();
    };
    try {
      const value = await work({ signal: abort.signal, onProgress });
      if (this.#abort === abort) this.#end(value, null);
    } catch (error) {
      if (this.#abort === abort) this.#end(this.value, factsOf(error));
    }
    return this.value;
  }

  retry(): void {
    this.#again?.();
  }

  cancel(): void {
    this.#abort?.abort();
  }

  #end(value: T | null, error: ErrorFacts | null): void {
    this.#abort = null;
    this.progress = null;
    this.value = value;
    this.error = error;
    this.#host.requestUpdate();
  }
}
