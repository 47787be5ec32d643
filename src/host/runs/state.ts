import { realpath } from "node:fs/promises";
import { relative } from "node:path";
import type { Contract } from "../../protocol/contract.ts";
import type { StoreState } from "../../protocol/engine.ts";
import type { Client } from "../../protocol/rpc.ts";
import type { RunSnapshot, RunSummary } from "../../protocol/run.ts";
import { DisposableStore } from "../../shared/disposable.ts";
import { Emitter } from "../../shared/emitter.ts";

/** What is known of one folder's runs. Replaced as a whole, never changed in place. */
export interface FolderRuns {
  folder: string;
  store: StoreState;
  /** Path of the folder inside its repository, with forward slashes; empty at the top. */
  prefix: string;
  /** Newest first, live ones among them. */
  runs: readonly RunSummary[];
  /** Those that pass the filter; null without one. */
  shown: readonly RunSummary[] | null;
  /** There are more runs than were read. */
  truncated: boolean;
}

export interface RunsOptions {
  client: Client<Contract>;
  /** Newest runs to read. */
  limit(): number;
  onError(error: unknown): void;
}

interface Entry {
  value: FolderRuns | undefined;
  reading: Promise<FolderRuns> | undefined;
  again: boolean;
}

/** The host's one copy of the runs: read at first need, kept up to date by the engine's notifications. */
export class RunsState {
  /** A folder's list changed. */
  readonly onChange: Emitter<string>;
  /** A live run moved on. */
  readonly onLive: Emitter<RunSnapshot>;
  #options: RunsOptions;
  #entries = new Map<string, Entry>();
  #live = new Map<string, RunSnapshot>();
  #filter = "";
  #listeners = new DisposableStore();

  constructor(options: RunsOptions) {
    this.#options = options;
    this.onChange = new Emitter(options.onError);
    this.onLive = new Emitter(options.onError);
    this.#listeners.add(options.client.on("run/changed", (snapshot) => this.#moved(snapshot)));
    this.#listeners.add(options.client.on("runs/changed", ({ folder }) => this.#stale(folder)));
  }

  get filter(): string {
    return this.#filter;
  }

  /** What is known now, without asking. */
  peek(folder: string): FolderRuns | undefined {
    return this.#entries.get(folder)?.value;
  }

  known(): FolderRuns[] {
    return [...this.#entries.values()].flatMap(({ value }) => (value ? [value] : []));
  }

  live(): RunSnapshot[] {
    return [...this.#live.values()];
  }

  snapshot(run: string): RunSnapshot | undefined {
    return this.#live.get(run);
  }

  /** By id, name, or the end of the id; the newest where a name is used twice. */
  find(run: string): { folder: string; run: RunSummary } | undefined {
    for (const { folder, runs } of this.known()) {
      const found = runs.find(({ id }) => id === run) ?? runs.find(({ id, name }) => name === run || id.endsWith(run));
      if (found) return { folder, run: found };
    }
    return undefined;
  }

  /** The folder's runs, read once. */
  async load(folder: string): Promise<FolderRuns> {
    const entry = this.#entries.get(folder);
    return entry?.value ?? entry?.reading ?? this.reload(folder);
  }

  /** Reads anew. Calls that come while one reads share the next reading. */
  reload(folder: string): Promise<FolderRuns> {
    const entry = this.#entries.get(folder) ?? { value: undefined, reading: undefined, again: false };
    this.#entries.set(folder, entry);
    entry.again = true;
    entry.reading ??= this.#readUntilCurrent(folder, entry).finally(() => {
      entry.reading = undefined;
    });
    return entry.reading;
  }

  /** Shows only runs that pass `filter` (MLflow's syntax); empty: all. Rejects, and changes nothing, where the engine refuses it. */
  async setFilter(filter: string): Promise<void> {
    const before = this.#filter;
    this.#filter = filter;
    try {
      await Promise.all([...this.#entries.keys()].map((folder) => this.reload(folder)));
    } catch (error) {
      this.#filter = before;
      throw error;
    }
  }

  /** The process that drove the live runs is gone. */
  dropLive(): void {
    this.#live.clear();
  }

  /** Forgets everything: the folders changed, or the engine was reset. */
  clear(): void {
    const folders = [...this.#entries.keys()];
    this.#entries.clear();
    this.#live.clear();
    for (const folder of folders) this.onChange.fire(folder);
  }

  dispose(): void {
    this.#listeners.dispose();
  }

  async #readUntilCurrent(folder: string, entry: Entry): Promise<FolderRuns> {
    let value: FolderRuns;
    do {
      entry.again = false;
      value = await this.#read(folder);
    } while (entry.again);
    if (this.#entries.get(folder) !== entry) return value;
    for (const run of value.runs) if (run.status !== "RUNNING") this.#live.delete(run.id);
    // A run that has only just begun may not be in the list yet.
    const begun = this.live().filter((live) => live.folder === folder && !value.runs.some(({ id }) => id === live.run.id));
    entry.value = { ...value, runs: [...begun.map(({ run }) => run), ...value.runs] };
    this.onChange.fire(folder);
    return entry.value;
  }

  async #read(folder: string): Promise<FolderRuns> {
    const { client, limit } = this.#options;
    const store = await client.request("store/state", { folder });
    const readable = store.state === "ready" || store.state === "read-only";
    if (!readable) return { folder, store, prefix: "", runs: [], shown: null, truncated: false };
    const most = limit();
    const [runs, shown, prefix] = await Promise.all([
      client.request("run/list", { folder, limit: most + 1 }),
      this.#filter ? client.request("run/list", { folder, limit: most, filter: this.#filter }) : null,
      prefixOf(folder, store.root),
    ]);
    return { folder, store, prefix, runs: runs.slice(0, most), shown, truncated: runs.length > most };
  }

  #stale(folder: string): void {
    if (this.#entries.has(folder)) this.reload(folder).catch(this.#options.onError);
  }

  #moved(snapshot: RunSnapshot): void {
    const { folder, run } = snapshot;
    const isNew = !this.#live.has(run.id);
    if (run.status === "RUNNING") this.#live.set(run.id, snapshot);
    else this.#live.delete(run.id);
    const entry = this.#entries.get(folder);
    if (entry?.value)
      entry.value = { ...entry.value, runs: upsert(entry.value.runs, run), shown: entry.value.shown && update(entry.value.shown, run) };
    this.onLive.fire(snapshot);
    if (isNew || run.status !== "RUNNING") this.onChange.fire(folder);
  }
}

const update = (runs: readonly RunSummary[], run: RunSummary) => runs.map((other) => (other.id === run.id ? run : other));
const upsert = (runs: readonly RunSummary[], run: RunSummary) =>
  runs.some(({ id }) => id === run.id) ? update(runs, run) : [run, ...runs];

async function prefixOf(folder: string, root: string | null): Promise<string> {
  if (!root) return "";
  const [from, to] = await Promise.all([root, folder].map((path) => realpath(path).catch(() => path)));
  return relative(from as string, to as string).replaceAll("\\", "/");
}

const STORES: StoreState["state"][] = ["ready", "read-only", "bare", "none"];

/** Of several folders the most usable store; undefined while none is known. */
export const bestStore = (known: readonly FolderRuns[]): StoreState["state"] | undefined =>
  STORES.find((state) => known.some(({ store }) => store.state === state));
