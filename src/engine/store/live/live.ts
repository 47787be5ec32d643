import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { MetricSummary, ParamValue, Run } from "../../../protocol/run.ts";
import { TrainyardError } from "../../../shared/errors.ts";
import { explainFile, readOnly } from "../errors.ts";
import { changeRefs } from "../git/refs.ts";
import { LIVE } from "../names.ts";
import { isWritable, type Repository } from "../repository.ts";
import { commitAs, keepRun } from "../run/keep.ts";
import type { SnapshotLimits } from "../snapshot/limits.ts";
import { type Snapshot, takeSnapshot } from "../snapshot/snapshot.ts";
import type { Steps } from "../steps.ts";
import { discardDirectory, makeStaging, publish, writeRun } from "./directory.ts";
import { journalParams, summariseJournal } from "./journal.ts";
import { beat, HEARTBEAT_MS, OWNER_FILE } from "./owner.ts";

/** A run in progress: its journal's directory, and its end. */
export interface LiveRun {
  /** Where the worker writes its journal (protocol/journal.ts) and, under `artifacts/`, its files. */
  readonly directory: string;
  /** As begun: its code says what HEAD was and whether anything was uncommitted, its notes what could not be kept. */
  readonly run: Run;
  /** What the journal says so far. */
  metrics(): Record<string, MetricSummary>;
  params(): Record<string, ParamValue>;
  /** Keeps newer facts about the run, for other windows and for recovery. */
  save(run: Run): Promise<void>;
  /** Commits the run with all that lies in its directory, and removes the directory. */
  finish(run: Run): Promise<Run>;
  /** Forgets the run: nothing of it is kept. */
  discard(): Promise<void>;
}

export interface LiveContext {
  repository: Repository;
  limits: SnapshotLimits;
  step: Steps;
}

/** Captures the code and makes the run's directory. Throws before anything is trained when the run could not be kept. */
export async function beginRun({ repository, limits, step }: LiveContext, run: Run): Promise<LiveRun> {
  const { git, liveDir, commonDir } = repository;
  if (!isWritable(commonDir)) throw readOnly(commonDir);
  let staging: string | undefined;
  let directory: string | undefined;
  try {
    staging = await makeStaging(liveDir);
    await step("begin/staging-made");
    const snapshot = await takeSnapshot(repository, staging, run.code.file, limits);
    await step("begin/snapshot-taken");
    const { head, branch, dirty } = snapshot;
    const begun: Run = { ...run, code: { ...run.code, head, branch, dirty }, notes: [...new Set([...snapshot.notes, ...run.notes])] };
    directory = await publish(staging, liveDir, begun, snapshot);
    await step("begin/published");
    const draft = { tree: snapshot.tree, parent: head, message: `trainyard: the code of ${run.name}, running\n`, authored: run.startTime };
    await git(changeRefs([{ action: "create", ref: LIVE + run.id, oid: await commitAs(git, draft) }]));
    await step("begin/protected");
    return liveRun({ repository, limits, step }, directory, begun, snapshot);
  } catch (error) {
    if (staging) await rm(staging, { recursive: true, force: true }).catch(() => undefined);
    if (directory) await discardDirectory(directory).catch(() => undefined);
    throw explainFile(error, commonDir);
  }
}

function liveRun({ repository, limits, step }: LiveContext, directory: string, begun: Run, snapshot: Snapshot): LiveRun {
  const heart = setInterval(() => void beat(directory), HEARTBEAT_MS);
  heart.unref();
  return {
    directory,
    run: begun,
    metrics: () => summariseJournal(directory),
    params: () => journalParams(directory),
    save: (run) => writeRun(directory, run),
    async finish(run) {
      try {
        const kept = await keepRun({ repository, directory, run, snapshot, largeFileBytes: limits.largeFileBytes, step });
        await discardDirectory(directory);
        await step("finish/directory-removed");
        return kept;
      } catch (error) {
        if (TrainyardError.is(error, "run-exists")) await discardDirectory(directory);
        // What is there stays; without an owner the next start keeps it.
        else await rm(join(directory, OWNER_FILE), { force: true }).catch(() => undefined);
        throw error;
      } finally {
        clearInterval(heart);
      }
    },
    async discard() {
      clearInterval(heart);
      await repository.git(changeRefs([{ action: "drop", ref: LIVE + begun.id }]));
      await discardDirectory(directory);
    },
  };
}
