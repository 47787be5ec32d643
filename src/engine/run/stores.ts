import type { LogEntry } from "../../protocol/engine.ts";
import { openStore, type Store } from "../store/store.ts";

type Log = (level: LogEntry["level"], source: string, message: string) => void;

/** One open store per folder, recovered and watched from its first use. */
export class Stores {
  #open = new Map<string, Promise<Store>>();
  #log: Log;
  #onChange: (folder: string) => void;

  constructor(log: Log, onChange: (folder: string) => void) {
    this.#log = log;
    this.#onChange = onChange;
  }

  /** The folder's store; throws where there is no repository to keep runs in. */
  get(folder: string): Promise<Store> {
    let store = this.#open.get(folder);
    if (!store) {
      store = this.#openOne(folder);
      this.#open.set(folder, store);
      store.catch(() => this.#open.delete(folder)); // a repository may be made later
    }
    return store;
  }

  async dispose(): Promise<void> {
    const stores = await Promise.allSettled(this.#open.values());
    for (const store of stores) if (store.status === "fulfilled") store.value.dispose();
    this.#open.clear();
  }

  async #openOne(folder: string): Promise<Store> {
    const store = await openStore(folder, (level, message) => this.#log(level, "store", message));
    const recovered = await store.recover();
    for (const { name } of recovered) this.#log("warn", "store", `${name} had been interrupted: kept what it had logged.`);
    store.watch(() => this.#onChange(folder));
    return store;
  }
}
