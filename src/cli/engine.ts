import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Contract } from "../protocol/contract.ts";
import type { LogEntry } from "../protocol/engine.ts";
import { type Child, startChild } from "../protocol/process/child.ts";
import { MANY_THREADS } from "../protocol/process/threads.ts";

const GRACE_MS = 12_000;

/** The engine of one command, started when first asked for. */
export class CommandEngine {
  #child: Promise<Child<Contract>> | undefined;
  #onLog: (entry: LogEntry) => void;

  constructor(onLog: (entry: LogEntry) => void) {
    this.#onLog = onLog;
  }

  async client(): Promise<Child<Contract>["client"]> {
    this.#child ??= this.#start();
    return (await this.#child).client;
  }

  async stop(): Promise<void> {
    const child = await this.#child?.catch(() => undefined);
    await child?.stop(GRACE_MS);
  }

  async #start(): Promise<Child<Contract>> {
    const module = join(dirname(fileURLToPath(import.meta.url)), "engine.cjs");
    const child = await startChild<Contract>({
      module,
      name: "engine",
      env: MANY_THREADS,
      onOutput: (message) => this.#onLog({ level: "debug", source: "engine", message: message.trimEnd() }),
    });
    child.client.on("engine/log", this.#onLog);
    return child;
  }
}
