import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CHECKPOINT, JOURNAL } from "../../../protocol/journal.ts";
import type { Run } from "../../../protocol/run.ts";
import { explainFile, runExists } from "../errors.ts";
import type { Git } from "../git/call.ts";
import { gitFailureOf } from "../git/failure.ts";
import { type CommitDraft, writeBlobs, writeCommit } from "../git/objects.ts";
import { changeRefs } from "../git/refs.ts";
import { headlineOf } from "../headline.ts";
import { formatPointer, lfsAttributes } from "../lfs/pointer.ts";
import { writeRun } from "../live/directory.ts";
import { journalParams, summariseJournal } from "../live/journal.ts";
import { LIVE, RUNS, TRASH } from "../names.ts";
import type { Repository } from "../repository.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { Steps } from "../steps.ts";
import { type FoundFile, findFiles } from "./artifacts.ts";
import { formatMessage } from "./message.ts";
import { type TreeFile, writeNestedTree } from "./tree.ts";

export interface KeepJob {
  repository: Repository;
  /** The live directory. */
  directory: string;
  run: Run;
  snapshot: Snapshot | undefined;
  largeFileBytes: number;
  step: Steps;
}

/** Used where git knows nobody, so that a run is kept all the same. */
const NOBODY = { name: "Trainyard", email: "trainyard@localhost" };
const ATTRIBUTES = ".gitattributes";

/**
 * Turns a live run's directory into its commit: objects first, the ref last. Throws `run-exists` when somebody else
 * has kept it meanwhile. The directory is left to the caller.
 */
export async function keepRun({ repository, directory, run, snapshot, largeFileBytes, step }: KeepJob): Promise<Run> {
  try {
    const files = [...(await filesOf(directory)), ...(await checkpointOf(directory, run))];
    const ended = completed(run, snapshot, files, directory);
    await writeRun(directory, ended);
    await step("finish/run-written");
    const tree = await writeTree({ repository, directory, files, snapshot, largeFileBytes, step });
    await step("finish/tree-written");
    const draft = { tree, parent: snapshot?.head ?? null, message: formatMessage(ended), authored: ended.startTime };
    const commit = await commitAs(repository.git, draft);
    await step("finish/commit-written");
    await publishRef(repository.git, run.id, commit);
    await step("finish/ref-written");
    return { ...ended, commit };
  } catch (error) {
    throw explainFile(error, repository.commonDir);
  }
}

/** The run with what its journal, its snapshot and its files say. */
function completed(run: Run, snapshot: Snapshot | undefined, files: FoundFile[], directory: string): Run {
  const { head = run.code.head, branch = run.code.branch, dirty = run.code.dirty, notes = [] } = snapshot ?? {};
  const metrics = summariseJournal(directory);
  const whole: Run = {
    ...run,
    code: { ...run.code, head, branch, dirty },
    params: { ...journalParams(directory), ...run.params },
    metrics: Object.keys(metrics).length > 0 ? metrics : run.metrics,
    endTime: run.endTime ?? Date.now(),
    commit: null,
    artifacts: artifactsOf(files).map(({ path, bytes }) => ({ path: path.slice(JOURNAL.artifacts.length + 1), bytes })),
    notes: [...new Set([...notes, ...run.notes])],
  };
  return { ...whole, headline: run.headline ?? headlineOf(whole) };
}

const artifactsOf = (files: FoundFile[]) => files.filter(({ path }) => path.startsWith(`${JOURNAL.artifacts}/`));

/** All that goes into the tree but `run.json`; a script's output joins the artifacts. */
async function filesOf(directory: string): Promise<FoundFile[]> {
  const artifacts = await findFiles(join(directory, JOURNAL.artifacts), `${JOURNAL.artifacts}/`);
  const beside = (await findFiles(directory)).filter(({ path }) => path === JOURNAL.metrics || path === JOURNAL.output);
  const output = `${JOURNAL.artifacts}/${JOURNAL.output}`;
  const named = beside.map((one) => (one.path === JOURNAL.output ? { ...one, path: output } : one));
  return [...artifacts, ...named.filter(({ path }) => !artifacts.some((other) => other.path === path))];
}

/** What a run that did not come to its end can be resumed from; half-written files are left out. */
async function checkpointOf(directory: string, { status }: Run): Promise<FoundFile[]> {
  if (status === "FINISHED") return [];
  const found = await findFiles(join(directory, CHECKPOINT.directory), `${CHECKPOINT.directory}/`);
  return found.filter(({ path }) => !path.endsWith(".tmp"));
}

async function writeTree({
  repository,
  directory,
  files,
  snapshot,
  largeFileBytes,
  step,
}: Omit<KeepJob, "run"> & { files: FoundFile[] }): Promise<string> {
  const large = files.filter(({ bytes }) => bytes >= largeFileBytes);
  const blobs = new Map(files.filter(({ bytes }) => bytes < largeFileBytes).map(({ path, file }) => [path, file]));
  blobs.set(JOURNAL.run, join(directory, JOURNAL.run));
  const scratch = join(directory, "objects");
  await mkdir(scratch, { recursive: true });
  if (large.length > 0) {
    const storage = await repository.lfs();
    for (const [i, { path, file }] of large.entries()) {
      const pointer = join(scratch, String(i));
      await writeFile(pointer, formatPointer(await storage.put(file, true)));
      blobs.set(path, pointer);
    }
  }
  await step("finish/large-files-kept");
  const pointers = [...large.map(({ path }) => path), ...(snapshot?.pointers ?? []).map((path) => `source/${path}`)];
  if (pointers.length > 0) {
    const attributes = join(scratch, ATTRIBUTES);
    await writeFile(attributes, lfsAttributes(pointers));
    blobs.set(ATTRIBUTES, attributes);
  }
  const oids = await repository.git(writeBlobs([...blobs.values()]));
  await step("finish/blobs-written");
  const entries: TreeFile[] = [...blobs.keys()].map((path, i) => ({ path, mode: "100644", oid: oids[i] as string }));
  if (snapshot) entries.push({ path: "source", mode: "40000", oid: snapshot.tree });
  const tree = await writeNestedTree(repository.git, entries);
  await rm(scratch, { recursive: true, force: true });
  return tree;
}

/** Commits as whom git takes the user for, else as nobody in particular; the configuration stays as it is. */
export async function commitAs(git: Git, draft: CommitDraft): Promise<string> {
  try {
    return await git(writeCommit(draft));
  } catch (error) {
    if (!/ident|tell me who you are|auto-detect email/i.test(gitFailureOf(error)?.stderr ?? "")) throw error;
    return git(writeCommit({ ...draft, identity: NOBODY }));
  }
}

/** Creates the run's ref and lets go of the live one, in one transaction that only one of several writers wins. */
async function publishRef(git: Git, id: string, oid: string): Promise<void> {
  try {
    await git(
      changeRefs([
        { action: "absent", ref: TRASH + id, oid },
        { action: "create", ref: RUNS + id, oid },
        { action: "drop", ref: LIVE + id },
      ]),
    );
  } catch (error) {
    if (/reference already exists|is at [0-9a-f]+ but expected|reference .* exists/.test(gitFailureOf(error)?.stderr ?? ""))
      throw runExists(id, error);
    throw error;
  }
}
