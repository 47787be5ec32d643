import { rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { JOURNAL } from "../../../protocol/journal.ts";
import type { Run } from "../../../protocol/run.ts";
import { factsOf, TrainyardError } from "../../../shared/errors.ts";
import { changeRefs, listRefs } from "../git/refs.ts";
import { treeOf } from "../git/staging.ts";
import { idOfRef, LIVE, RUNS, TRASH } from "../names.ts";
import type { Repository } from "../repository.ts";
import { keepRun } from "../run/keep.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { discardDirectory, liveIds, readRun, readSnapshot, sweep } from "./directory.ts";
import { JournalReader } from "./journal.ts";
import type { LiveContext } from "./live.ts";
import { isOwned, OWNER_FILE, thisOwner } from "./owner.ts";

type Warn = (message: string) => void;

/** Keeps the runs whose process is gone, as INTERRUPTED unless they had ended. Runs of living processes are left alone. */
export async function recoverRuns(context: LiveContext, warn: Warn): Promise<Run[]> {
  const { repository } = context;
  if (!(await stat(repository.liveDir).catch(() => undefined))) return [];
  await sweep(repository.liveDir);
  await dropStrayRefs(repository);
  const recovered: Run[] = [];
  for (const id of await liveIds(repository.liveDir)) {
    const directory = join(repository.liveDir, id);
    if (await isOwned(directory)) continue;
    try {
      const kept = await recoverRun(context, directory, id, warn);
      if (kept) recovered.push(kept);
    } catch (error) {
      // Another process that recovers at the same time may have taken it away under our hands.
      if (!(await stat(directory).catch(() => undefined))) continue;
      await rm(join(directory, OWNER_FILE), { force: true }).catch(() => undefined);
      warn(`The interrupted run ${id} could not be kept yet: ${factsOf(error).message}`);
    }
  }
  return recovered;
}

async function recoverRun({ repository, limits, step }: LiveContext, directory: string, id: string, warn: Warn): Promise<Run | undefined> {
  if ((await repository.git(listRefs(RUNS + id))).length + (await repository.git(listRefs(TRASH + id))).length > 0) {
    await discardDirectory(directory); // it was kept; only the last step was missing
    return undefined;
  }
  const run = await readRun(directory);
  if (!run) {
    warn(`${directory} holds no run that can be read; it is left as it is.`);
    return undefined;
  }
  await writeFile(join(directory, OWNER_FILE), JSON.stringify(thisOwner()));
  const notes = [...run.notes];
  const snapshot = await usableSnapshot(repository, directory, notes);
  const ended = { ...(await asEnded(run, directory)), notes };
  try {
    const kept = await keepRun({ repository, directory, run: ended, snapshot, largeFileBytes: limits.largeFileBytes, step });
    await discardDirectory(directory);
    return kept;
  } catch (error) {
    if (!TrainyardError.is(error, "run-exists")) throw error;
    await discardDirectory(directory);
    return undefined;
  }
}

async function asEnded(run: Run, directory: string): Promise<Run> {
  if (run.status !== "RUNNING") return run; // it had ended, and died while it was being saved
  const journal = new JournalReader(directory);
  await journal.metrics();
  const seen = (await stat(join(directory, JOURNAL.metrics)).catch(() => undefined))?.mtimeMs;
  return { ...run, status: "INTERRUPTED", endTime: Math.round(journal.lastTime ?? seen ?? run.startTime) };
}

/** Without its ref `git gc` may have removed the code while nobody looked. */
async function usableSnapshot({ git }: Repository, directory: string, notes: string[]): Promise<Snapshot | undefined> {
  const snapshot = await readSnapshot(directory);
  const isThere = (name: string) =>
    git(treeOf(name)).then(
      () => true,
      () => false,
    );
  if (snapshot && (await isThere(snapshot.tree)))
    return snapshot.head && !(await isThere(snapshot.head)) ? { ...snapshot, head: null } : snapshot;
  notes.push("The code it ran was no longer there when the run was recovered.");
  return undefined;
}

async function dropStrayRefs({ git, liveDir }: Repository): Promise<void> {
  const refs = await git(listRefs(LIVE));
  const stray: string[] = [];
  for (const { ref } of refs) if (!(await stat(join(liveDir, idOfRef(ref))).catch(() => undefined))) stray.push(ref);
  if (stray.length > 0) await git(changeRefs(stray.map((ref) => ({ action: "drop", ref }))));
}
