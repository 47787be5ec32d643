import { join } from "node:path";
import type { Preview } from "../../protocol/prepare.ts";
import { type Child, startChild } from "../../protocol/process/child.ts";
import type { PreviewJob, WorkerContract } from "../../protocol/worker.ts";
import { cancelled, TrainyardError } from "../../shared/errors.ts";
import type { Engine } from "../engine.ts";
import { WorkerDied } from "../run/worker.ts";

const NAME = "preview worker";
/** How long it stays when nobody asks for anything. */
const IDLE_MS = 120_000;
/** How long a preview that was given up may go on before its process is ended: a user's step may never yield. */
const GRACE_MS = 1_500;

/** The one process that previews recipes: started at first need, kept warm for a while, ended when it does not let go. */
export class PreviewWorker {
  readonly #engine: Pick<Engine, "dist" | "log">;
  #child: Promise<Child<WorkerContract>> | null = null;
  #idle: NodeJS.Timeout | undefined;
  #busy = 0;
  readonly #ended = new WeakSet<Child<WorkerContract>>();

  constructor(engine: Pick<Engine, "dist" | "log">) {
    this.#engine = engine;
  }

  async preview(job: PreviewJob, signal: AbortSignal): Promise<Preview> {
    clearTimeout(this.#idle);
    this.#busy += 1;
    try {
      const child = await this.#get();
      if (signal.aborted) throw cancelled();
      return await this.#ask(child, job, signal);
    } finally {
      this.#busy -= 1;
      if (this.#busy === 0) this.#idle = setTimeout(() => void this.stop(), IDLE_MS).unref();
    }
  }

  async stop(): Promise<void> {
    clearTimeout(this.#idle);
    const child = this.#child;
    this.#child = null;
    await (await child?.catch(() => null))?.stop();
  }

  async #ask(child: Child<WorkerContract>, job: PreviewJob, signal: AbortSignal): Promise<Preview> {
    let grace: NodeJS.Timeout | undefined;
    const onAbort = () => {
      grace = setTimeout(() => this.#end(child), GRACE_MS);
    };
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      return await child.client.request("worker/preview", job, { signal });
    } catch (error) {
      if (signal.aborted) throw cancelled();
      if (!TrainyardError.is(error, "connection-lost")) throw error;
      if (this.#ended.has(child)) return this.#ask(await this.#get(), job, signal);
      throw new WorkerDied(await child.exited, NAME);
    } finally {
      clearTimeout(grace);
      signal.removeEventListener("abort", onAbort);
    }
  }

  /** Makes it go; the next preview, and others that wait for this one, get a new one. */
  #end(child: Child<WorkerContract>): void {
    this.#ended.add(child);
    this.#child = null;
    void child.stop(0);
  }

  #get(): Promise<Child<WorkerContract>> {
    if (this.#child) return this.#child;
    const mine = this.#start();
    const forget = () => {
      if (this.#child === mine) this.#child = null;
    };
    mine.then((child) => child.exited.then(forget), forget);
    this.#child = mine;
    return mine;
  }

  async #start(): Promise<Child<WorkerContract>> {
    const { dist, log } = this.#engine;
    const onOutput = (text: string) => log("debug", NAME, text.trimEnd());
    const child = await startChild<WorkerContract>({ module: join(dist, "worker.cjs"), name: NAME, onOutput });
    child.client.on("worker/log", ({ level, source, message }) => log(level, source, message));
    return child;
  }
}
