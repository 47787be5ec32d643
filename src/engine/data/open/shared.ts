import { cancelled } from "../../../shared/errors.ts";

export type Report = (fraction: number, phase: string) => void;

export interface Waiting {
  signal?: AbortSignal | undefined;
  progress?: Report | undefined;
}

/** Something costly that several may use at the same time. */
export interface Kept {
  /** Bytes on disk. */
  bytes: number;
  /** False once what it was made from has changed. */
  isFresh(): Promise<boolean>;
  dispose(): void | Promise<void>;
}

export type Make<T extends Kept> = (signal: AbortSignal, progress: Report) => Promise<T>;

interface Limits {
  /** How many are kept, and how many bytes, beyond those in use. */
  most: number;
  bytes: number;
}

interface Entry<T> {
  made: Promise<T>;
  value: T | null;
  making: AbortController;
  listeners: Set<Report>;
  last: [fraction: number, phase: string] | null;
  users: number;
}

/**
 * Keeps costly things by key. Each is made once however many ask for it at the same time; making it ends early only when
 * all who wait have left. The least recently used go first, those in use never.
 */
export class SharedThings<T extends Kept> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #limits: Limits;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Lends the thing to `work`, made first where there is none or an outdated one. */
  async use<R>(key: string, make: Make<T>, work: (thing: T) => Promise<R>, waiting: Waiting = {}): Promise<R> {
    if (waiting.signal?.aborted) throw cancelled();
    await this.#dropOutdated(key);
    const entry = this.#entries.get(key) ?? this.#start(key, make);
    this.#entries.delete(key);
    this.#entries.set(key, entry); // the last in order is the last used
    entry.users += 1;
    try {
      return await work(await this.#wait(entry, waiting));
    } finally {
      entry.users -= 1;
      if (entry.users === 0) {
        if (entry.value === null) entry.making.abort();
        if (this.#entries.get(key) !== entry) await discard(entry);
        await this.#shrink();
      }
    }
  }

  /** Ends all that is being made and lets go of everything. */
  async dispose(): Promise<void> {
    const all = [...this.#entries.values()];
    this.#entries.clear();
    for (const entry of all) entry.making.abort();
    await Promise.all(all.map(discard));
  }

  async #dropOutdated(key: string): Promise<void> {
    const found = this.#entries.get(key);
    if (!found || (found.value === null ? !found.making.signal.aborted : await found.value.isFresh())) return;
    if (this.#entries.get(key) !== found) return;
    this.#entries.delete(key);
    if (found.users === 0) await discard(found);
  }

  #start(key: string, make: Make<T>): Entry<T> {
    const making = new AbortController();
    const listeners = new Set<Report>();
    const entry: Entry<T> = { made: Promise.resolve() as never, value: null, making, listeners, last: null, users: 0 };
    const report: Report = (fraction, phase) => {
      entry.last = [fraction, phase];
      for (const listener of listeners) listener(fraction, phase);
    };
    entry.made = make(making.signal, report).then(
      (value) => {
        entry.value = value;
        return value;
      },
      (error: unknown) => {
        if (this.#entries.get(key) === entry) this.#entries.delete(key);
        throw error;
      },
    );
    entry.made.catch(() => undefined); // all who waited may have left
    this.#entries.set(key, entry);
    return entry;
  }

  async #wait(entry: Entry<T>, { signal, progress }: Waiting): Promise<T> {
    if (signal?.aborted) throw cancelled();
    if (progress) {
      entry.listeners.add(progress);
      if (entry.last && entry.value === null) progress(...entry.last);
    }
    let leave: (() => void) | undefined;
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(cancelled());
      signal?.addEventListener("abort", leave, { once: true });
    });
    try {
      return await Promise.race([entry.made, left]);
    } finally {
      if (leave) signal?.removeEventListener("abort", leave);
      if (progress) entry.listeners.delete(progress);
    }
  }

  async #shrink(): Promise<void> {
    const kept = [...this.#entries].filter(([, { value }]) => value !== null);
    let bytes = kept.reduce((sum, [, { value }]) => sum + (value?.bytes ?? 0), 0);
    let count = kept.length;
    for (const [key, entry] of kept) {
      if (count <= 1 || (count <= this.#limits.most && bytes <= this.#limits.bytes)) return;
      if (entry.users > 0) continue;
      this.#entries.delete(key);
      count -= 1;
      bytes -= entry.value?.bytes ?? 0;
      await discard(entry);
    }
  }
}

async function discard<T extends Kept>(entry: Entry<T>): Promise<void> {
  const value = await entry.made.catch(() => null);
  await value?.dispose();
}
