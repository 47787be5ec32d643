import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { LogEntry, StoreState } from "../../protocol/engine.ts";
import { CHECKPOINT, JOURNAL, type MetricLine } from "../../protocol/journal.ts";
import type { KeptTests } from "../../protocol/modeltest.ts";
import type { CodeChange, Run, RunSummary, RunsQuery } from "../../protocol/run.ts";
import { closest } from "../../shared/closest.ts";
import { type Disposable, DisposableStore } from "../../shared/disposable.ts";
import { readAlias, setAlias, withAliases } from "./alias.ts";
import { codeChanges } from "./changes.ts";
import { artifactMissing, readOnly, runBroken, runStillLive, runUnfit } from "./errors.ts";
import { extractTree } from "./files/extract.ts";
import { readCommitted } from "./files/read.ts";
import { findRun } from "./find.ts";
import { listTree } from "./git/objects.ts";
import { changeRefs } from "./git/refs.ts";
import { RunList } from "./list.ts";
import { readRun } from "./live/directory.ts";
import { journalLines, journalParams } from "./live/journal.ts";
import { beginRun, type LiveRun } from "./live/live.ts";
import { recoverRuns } from "./live/recover.ts";
import { parseMetricLines } from "./metrics.ts";
import { RUNS, TRASH } from "./names.ts";
import { openRepository, storeState } from "./repository.ts";
import { decode } from "./run/codec.ts";
import { SNAPSHOT_LIMITS, type SnapshotLimits } from "./snapshot/limits.ts";
import type { Steps } from "./steps.ts";
import { keepTests, readTests } from "./tests.ts";
import { watchRuns } from "./watch.ts";

export type { LiveRun } from "./live/live.ts";

/**
 * The runs of one repository. Wherever a run is asked for, its id, the beginning or the last six characters of it, its
 * name or its commit will do; `run-missing` and `run-ambiguous` say when they do not.
 */
export interface Store extends Disposable {
  /** Top of the working tree. */
  readonly root: string;
  /** Directory of our own inside the repository's git directory. */
  readonly privateDirectory: string;
  /** As of now; throws `store-read-only` where no run could be kept. */
  checkWritable(): Promise<StoreState>;
  /** Captures the code as it is and opens a journal; the run is listed as RUNNING from now on. */
  begin(run: Run): Promise<LiveRun>;
  /** Newest first. */
  list(query?: RunsQuery): Promise<RunSummary[]>;
  show(run: string): Promise<Run>;
  /** What it logged, in the order it was logged. */
  metricLines(run: string): Promise<MetricLine[]>;
  /** Moves a run to the trash. */
  remove(run: string): Promise<RunSummary>;
  /** Takes a run out of the trash. */
  restore(run: string): Promise<RunSummary>;
  /** One file by its path under `artifacts/`. */
  readArtifact(run: string, path: string): Promise<Buffer>;
  /** Writes the artifacts, or those under `only`, into a new or empty directory, all or none. Returns their paths. */
  extractArtifacts(run: string, directory: string, only?: string): Promise<string[]>;
  /** The same for the code as it ran. */
  extractSource(run: string, directory: string, only?: string): Promise<string[]>;
  /** The same for what the run can be resumed from. Throws `artifact-missing` where it kept no such thing. */
  extractCheckpoint(run: string, directory: string): Promise<string[]>;
  /** The files of the code as it ran that differ between two runs. */
  changes(before: string, after: string): Promise<CodeChange[]>;
  /** What was found when the run's model was last tested; null where it never was. */
  readTests(run: string): Promise<KeptTests | null>;
  /** Keeps what tests of a kept run's model found, beside the run. `add` is given what was kept before. */
  keepTests(run: string, add: (before: KeptTests | null) => KeptTests): Promise<void>;
  /** Gives a finished run a name among the runs of its experiment, which the run that had it loses. */
  setAlias(run: string, alias: "champion"): Promise<RunSummary>;
  /** The run that has the name among the runs of an experiment (`Run.group`); null where there is none, or it was deleted. */
  aliased(group: string, alias: "champion"): Promise<Run | null>;
  /** Keeps the runs of processes that died. */
  recover(): Promise<Run[]>;
  /** Calls back when runs are added, end, are deleted or restored, by whichever process. */
  watch(onChange: () => void): Disposable;
}

export interface StoreOptions {
  limits?: Partial<SnapshotLimits>;
  /** Hears of each point that a process may die at. */
  step?: Steps;
}

type Log = (level: LogEntry["level"], message: string) => void;

/** Opens the store of the repository that `folder` is in. Throws `no-repository`, `bare-repository`, `git-missing`... */
export async function openStore(folder: string, log: Log = () => undefined, options: StoreOptions = {}): Promise<Store> {
  const repository = await openRepository(folder);
  const { git, root, commonDir, liveDir } = repository;
  const step: Steps = options.step ?? (() => undefined);
  const context = { repository, limits: { ...SNAPSHOT_LIMITS, ...options.limits }, step };
  const warn = (message: string) => log("warn", message);
  const runs = new RunList(repository, warn);
  const owned = new DisposableStore();
  const liveDirectory = (id: string) => join(liveDir, id);

  const move = async (run: RunSummary, from: string, to: string) => {
    const oid = run.commit as string;
    await git(
      changeRefs([
        { action: "create", ref: to + run.id, oid },
        { action: "delete", ref: from + run.id, oid },
      ]),
    );
  };
  const find = async (wanted: string): Promise<RunSummary> => {
    try {
      return await findRun(runs, wanted, "kept");
    } catch (error) {
      return findRun(runs, wanted, "trash").catch(() => {
        throw error;
      });
    }
  };
  const isLive = async (id: string) => Boolean(await stat(liveDirectory(id)).catch(() => undefined));
  /** A live run may be kept, and its directory go, while it is read: then it is read once more, where it is now. */
  const reading = async <T>(wanted: string, read: (run: RunSummary) => Promise<T>): Promise<T> => {
    const run = await find(wanted);
    try {
      const found = await read(run);
      if (run.commit !== null || (await isLive(run.id))) return found;
    } catch (error) {
      if (run.commit !== null || (await isLive(run.id))) throw error;
    }
    return read(await find(run.id));
  };
  const shown = async (summary: RunSummary): Promise<Run> => {
    if (summary.commit === null) return showLive(summary, liveDirectory(summary.id));
    const run = decode<Run>((await readCommitted(repository, summary.commit, JOURNAL.run)).toString("utf8"));
    if (!run) throw runBroken(RUNS + summary.id);
    const [whole] = await withAliases(git, [{ ...run, commit: summary.commit, ...(summary.deleted ? { deleted: true } : {}) }]);
    return whole as Run;
  };
  const show = (wanted: string) => reading(wanted, shown);

  return {
    root,
    privateDirectory: dirname(liveDir),
    async checkWritable() {
      const state = await storeState(root);
      if (state.state === "read-only") throw readOnly(commonDir);
      return state;
    },
    begin: (run) => beginRun(context, run),
    list: async (query = {}) => withAliases(git, await runs.list(query)),
    show,
    metricLines: (wanted) =>
      reading(wanted, async ({ id, commit, metrics }) => {
        if (commit === null) return journalLines(liveDirectory(id));
        if (Object.keys(metrics).length === 0) return [];
        return parseMetricLines((await readCommitted(repository, commit, JOURNAL.metrics)).toString("utf8"));
      }),
    async remove(wanted) {
      const run = await findRun(runs, wanted, "kept");
      if (run.commit === null) throw runStillLive(run.name);
      await move(run, RUNS, TRASH);
      await step("remove/ref-moved");
      return { ...run, deleted: true };
    },
    async restore(wanted) {
      const { deleted, ...run } = await findRun(runs, wanted, "trash");
      await move(run, TRASH, RUNS);
      await step("restore/ref-moved");
      return run;
    },
    readArtifact: (wanted, path) =>
      reading(wanted, async (summary) => {
        const run = await shown(summary);
        if (run.commit === null) {
          const directory = liveDirectory(run.id);
          const file = path === JOURNAL.output ? join(directory, path) : join(directory, JOURNAL.artifacts, path);
          return readFile(file).catch(() => {
            throw artifactMissing(run.name, path, []);
          });
        }
        const paths = run.artifacts.map((one) => one.path);
        if (!paths.includes(path)) throw artifactMissing(run.name, path, closest(path, paths));
        return readCommitted(repository, run.commit, `${JOURNAL.artifacts}/${path}`);
      }),
    async extractArtifacts(wanted, directory, only) {
      const run = await show(wanted);
      if (run.commit === null) throw runStillLive(run.name);
      if (run.artifacts.length === 0) throw artifactMissing(run.name, only ?? "artifacts", []);
      return extractTree(repository, `${run.commit}:${JOURNAL.artifacts}`, directory, { only, step });
    },
    async extractSource(wanted, directory, only) {
      const run = await find(wanted);
      if (run.commit === null) throw runStillLive(run.name);
      return extractTree(repository, `${run.commit}:source`, directory, { only, lenient: true, step });
    },
    async extractCheckpoint(wanted, directory) {
      const run = await find(wanted);
      if (run.commit === null) throw runStillLive(run.name);
      const { directory: path } = CHECKPOINT;
      const there = await git(listTree(`${run.commit}:${path}`)).catch(() => []);
      if (there.length === 0) throw artifactMissing(run.name, path, []);
      return extractTree(repository, `${run.commit}:${path}`, directory, { step });
    },
    async changes(before, after) {
      const [one, other] = await Promise.all([find(before), find(after)]);
      for (const run of [one, other]) if (run.commit === null) throw runStillLive(run.name);
      return codeChanges(repository, one.commit as string, other.commit as string);
    },
    readTests: async (wanted) => readTests(repository, (await find(wanted)).id),
    async keepTests(wanted, add) {
      const run = await find(wanted);
      if (run.commit === null) throw runStillLive(run.name);
      await keepTests(repository, run, add);
    },
    async setAlias(wanted, alias) {
      const run = await findRun(runs, wanted, "kept");
      if (run.commit === null) throw runStillLive(run.name);
      if (run.kind !== "experiment" || run.status !== "FINISHED") throw runUnfit(run);
      await setAlias(git, run, alias);
      return { ...run, aliases: [alias] };
    },
    async aliased(group, alias) {
      const commit = await readAlias(git, group, alias);
      const run = commit === null ? null : await show(commit).catch(() => null);
      return run?.deleted ? null : run;
    },
    recover: () => recoverRuns(context, warn),
    watch: (onChange) => owned.add(watchRuns(commonDir, onChange)),
    dispose: () => owned.dispose(),
  };
}

async function showLive(summary: RunSummary, directory: string): Promise<Run> {
  const run = await readRun(directory);
  if (!run) throw runBroken(directory);
  const { status, metrics, headline } = summary;
  return { ...run, status, metrics, headline, params: { ...run.params, ...journalParams(directory) } };
}
