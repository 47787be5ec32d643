import { join } from "node:path";
import type { RunSummary, RunsQuery } from "../../protocol/run.ts";
import { matches } from "./filter/matches.ts";
import { parseFilter } from "./filter/parse.ts";
import { gitFailureOf } from "./git/failure.ts";
import { parseObjects, readObjects } from "./git/objects.ts";
import { listMessages, listRefs, type RefWithMessage } from "./git/refs.ts";
import { headlineOf } from "./headline.ts";
import { liveIds, readRun } from "./live/directory.ts";
import { JournalReader } from "./live/journal.ts";
import { isOwned } from "./live/owner.ts";
import { idOfRef, isUlid, RUNS, TRASH } from "./names.ts";
import type { Repository } from "./repository.ts";
import { parseMessage } from "./run/message.ts";
import { summaryOf } from "./run/summary.ts";

type Warn = (message: string) => void;

/** The runs of a repository, live ones included. Remembers how far it has read each live journal. */
export class RunList {
  #repository: Repository;
  #warn: Warn;
  #journals = new Map<string, JournalReader>();

  constructor(repository: Repository, warn: Warn) {
    this.#repository = repository;
    this.#warn = warn;
  }

  /** Newest first. A run that is both live and kept is listed once, as kept. */
  async list({ limit, filter, deleted = false }: RunsQuery): Promise<RunSummary[]> {
    const wanted = filter === undefined || filter.trim() === "" ? undefined : parseFilter(filter);
    const live = deleted ? [] : await this.live();
    const kept = await this.kept(deleted ? TRASH : RUNS, wanted ? undefined : limit);
    const ids = new Set(kept.map(({ id }) => id));
    const all = [...kept, ...live.filter(({ id }) => !ids.has(id))].sort((a, b) => (a.id < b.id ? 1 : -1));
    const passed = wanted ? all.filter((run) => matches(wanted, run)) : all;
    return limit === undefined ? passed : passed.slice(0, Math.max(0, limit));
  }

  /** Those kept under `prefix`, newest first; refs that hold no run of ours are passed over with a warning. */
  async kept(prefix: string, limit?: number): Promise<RunSummary[]> {
    const refs = await this.#messages(prefix, limit);
    const deleted = prefix.startsWith(TRASH);
    return refs.flatMap(({ ref, oid, message }) => {
      const run = isUlid(idOfRef(ref)) ? parseMessage(message) : undefined;
      if (!run || run.id !== idOfRef(ref)) {
        this.#warn(`${ref} holds no run that can be read; it is passed over.`);
        return [];
      }
      return [{ ...run, commit: oid, ...(deleted ? { deleted } : {}) }];
    });
  }

  /** Those with a journal: running, or left by a process that died and not yet recovered. */
  async live(): Promise<RunSummary[]> {
    const ids = await liveIds(this.#repository.liveDir);
    for (const id of this.#journals.keys()) if (!ids.includes(id)) this.#journals.delete(id);
    const runs = await Promise.all(ids.map((id) => this.liveOne(id)));
    return runs.filter((run) => run !== undefined);
  }

  async liveOne(id: string): Promise<RunSummary | undefined> {
    const directory = join(this.#repository.liveDir, id);
    const run = await readRun(directory);
    if (!run) return undefined;
    let journal = this.#journals.get(id);
    if (!journal) {
      journal = new JournalReader(directory);
      this.#journals.set(id, journal);
    }
    const metrics = await journal.metrics();
    const status = run.status === "RUNNING" && !(await isOwned(directory, { patient: false })) ? "INTERRUPTED" : run.status;
    return summaryOf({ ...run, status, metrics, headline: headlineOf({ ...run, metrics }) });
  }

  async #messages(prefix: string, limit: number | undefined): Promise<RefWithMessage[]> {
    const { git } = this.#repository;
    if (limit !== undefined && limit <= 0) return [];
    // for-each-ref reads every commit before it counts: with a limit, names first and then only those.
    if (limit !== undefined) return this.#messagesOneByOne(prefix, limit);
    try {
      return await git(listMessages(prefix));
    } catch (error) {
      if (!/missing object|corrupt|bad object|unable to|inflate|could not/i.test(gitFailureOf(error)?.stderr ?? "")) throw error;
      return this.#messagesOneByOne(prefix);
    }
  }

  /** One damaged object ends `for-each-ref`, and `cat-file` too: go on behind it. */
  async #messagesOneByOne(prefix: string, limit?: number): Promise<RefWithMessage[]> {
    const { git } = this.#repository;
    const refs = (await git(listRefs(prefix))).slice(0, limit);
    const read: RefWithMessage[] = [];
    while (read.length < refs.length) {
      const rest = refs.slice(read.length);
      const names = rest.map(({ oid }) => oid);
      const objects = await git.bytes(readObjects(names)).catch((error) => {
        const failed = gitFailureOf(error);
        if (!failed) throw error;
        const whole = parseObjects(failed.stdout, names);
        return [...whole, { name: "", type: "damaged", bytes: null }];
      });
      for (const [i, { type, bytes }] of objects.slice(0, rest.length).entries()) {
        const text = type === "commit" && bytes ? bytes.toString("utf8") : "";
        read.push({ ...(rest[i] as { ref: string; oid: string }), message: text.slice(text.indexOf("\n\n") + 2) });
      }
    }
    return read;
  }
}
