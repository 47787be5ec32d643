import { join } from "node:path";
import type { RunSummary, RunsQuery } from "../../protocol/run.ts";
import { matches } from "./filter/matches.ts";
import { parseFilter } from "./filter/parse.ts";
import { listRefs } from "./git/refs.ts";
import { headlineOf } from "./headline.ts";
import { liveIds, readRun } from "./live/directory.ts";
import { JournalReader } from "./live/journal.ts";
import { isOwned } from "./live/owner.ts";
import { idOfRef, RUNS, TRASH } from "./names.ts";
import type { Repository } from "./repository.ts";
import { summaryOf } from "./run/summary.ts";
import { Summaries } from "./summaries.ts";

type Warn = (message: string) => void;

/** The runs of a repository, live ones included. Remembers how far it has read each live journal. */
export class RunList {
  #repository: Repository;
  #warn: Warn;
  #journals = new Map<string, JournalReader>();
  #summaries: Summaries;
  #warned = new Set<string>();

  constructor(repository: Repository, warn: Warn) {
    this.#repository = repository;
    this.#warn = warn;
    this.#summaries = new Summaries(repository.git, join(repository.commonDir, "trainyard", "summaries"));
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
    const refs = (await this.#repository.git(listRefs(prefix))).slice(0, limit === undefined ? undefined : Math.max(0, limit));
    const runs = await this.#summaries.of(refs.map(({ ref, oid }) => ({ commit: oid, id: idOfRef(ref) })));
    return refs.flatMap(({ ref, oid }, i) => {
      const run = runs[i];
      if (run?.id === idOfRef(ref)) return [{ ...run, commit: oid, ...(prefix.startsWith(TRASH) ? { deleted: true } : {}) }];
      if (!this.#warned.has(ref + oid)) this.#warn(`${ref} holds no run that can be read; it is passed over.`);
      this.#warned.add(ref + oid);
      return [];
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
}
