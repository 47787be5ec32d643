import { copyFile, mkdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { TrainyardError } from "../../../shared/errors.ts";
import { explainFile } from "../errors.ts";
import type { Git } from "../git/call.ts";
import { gitFailureOf } from "../git/failure.ts";
import { writeBlobs } from "../git/objects.ts";
import { addPaths, type IndexEntry, setEntries, treeOf, writeIndexTree } from "../git/staging.ts";
import { readStatus, type WorkingTree } from "../git/status.ts";
import { formatPointer } from "../lfs/pointer.ts";
import type { Repository } from "../repository.ts";
import { type Changes, planChanges } from "./changes.ts";
import type { SnapshotLimits } from "./limits.ts";

/** The code as it was when the run began. */
export interface Snapshot {
  head: string | null;
  branch: string | null;
  dirty: boolean;
  /** Tree of the whole working tree: HEAD, uncommitted changes, and files neither tracked nor ignored. */
  tree: string;
  /** Paths in `tree` that are git-lfs pointers of our making. */
  pointers: string[];
  notes: string[];
}

const REMOVED = "0";

/**
 * Captures the working tree into git's object store, by an index of its own in `scratch` (a directory that exists).
 * The user's index, HEAD, stash and files are only read.
 */
export async function takeSnapshot(repository: Repository, scratch: string, wanted: string, limits: SnapshotLimits): Promise<Snapshot> {
  const { git, root } = repository;
  const { status, broken } = await lookAround(git);
  const { head, branch } = status;
  const changes = await planChanges(git, root, status, wanted, limits);
  const { small, large, removed, notes } = changes;
  if (broken) notes.push(broken);
  const clean = !status.dirty && small.length + large.length + removed.length === 0;
  if (clean && head) return { head, branch, dirty: false, tree: await git(treeOf(head)), pointers: [], notes };
  const index = join(scratch, "index");
  try {
    await copyIndex(join(repository.gitDir, "index"), index);
    const entries = [...removals(removed, head), ...(await pointerEntries(repository, changes, scratch))];
    if (entries.length > 0) await git(setEntries(index, entries));
    if (small.length > 0) await addReadable(repository, index, small, notes);
    const tree = await git(writeIndexTree(index));
    // A file may have been written anew with the content it had.
    const dirty = notes.length > 0 || head === null || tree !== (await git(treeOf(head)));
    return { head, branch, dirty, tree, pointers: large.map(({ path }) => path), notes };
  } catch (error) {
    throw explainFile(error, repository.commonDir);
  } finally {
    await rm(index, { force: true });
    await rm(`${index}.lock`, { force: true });
  }
}

/** A submodule that was copied without its repository ends `git status`: the rest is looked at all the same. */
async function lookAround(git: Git): Promise<{ status: WorkingTree; broken?: string }> {
  try {
    return { status: await git(readStatus("look")) };
  } catch (error) {
    if (!TrainyardError.is(error, "no-repository")) throw error;
    return { status: await git(readStatus("ignore")), broken: "A submodule is broken here; whether it has changed is not known." };
  }
}

/**
 * git takes a file for unchanged by its time and size, unless it is as young as the index itself. The copy has to be as old
 * as the original, or a file changed right after a commit would be missed; a second older costs only a second look.
 */
async function copyIndex(from: string, to: string): Promise<void> {
  try {
    const { mtimeMs } = await stat(from);
    await copyFile(from, to);
    const older = new Date(mtimeMs - 1000);
    await utimes(to, older, older);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error; // a new repository has none yet
  }
}

const removals = (paths: string[], head: string | null): IndexEntry[] =>
  paths.map((path) => ({ mode: REMOVED, oid: "0".repeat(head?.length ?? 40), path }));

async function pointerEntries(repository: Repository, { large }: Changes, scratch: string): Promise<IndexEntry[]> {
  if (large.length === 0) return [];
  const storage = await repository.lfs();
  const directory = join(scratch, "pointers");
  await mkdir(directory, { recursive: true });
  const files: string[] = [];
  for (const [i, { path }] of large.entries()) {
    const pointer = await storage.put(join(repository.root, path), false);
    const file = join(directory, String(i));
    await writeFile(file, formatPointer(pointer));
    files.push(file);
  }
  const oids = await repository.git(writeBlobs(files));
  await rm(directory, { recursive: true, force: true });
  return large.map(({ path, mode }, i) => ({ path, mode, oid: oids[i] as string }));
}

/** A file that git cannot take (unreadable, or a failing clean filter of the user's) is left out, and said. */
async function addReadable({ git }: Repository, index: string, paths: string[], notes: string[]): Promise<void> {
  let rest = paths;
  while (rest.length > 0) {
    try {
      return await git(addPaths(index, rest));
    } catch (error) {
      const said = gitFailureOf(error)?.stderr ?? "";
      const named = /Unable to process path (.+)$/m.exec(said)?.[1] ?? /^fatal: (.+): clean filter '.*' failed$/m.exec(said)?.[1];
      if (named === undefined || !rest.includes(named) || /No space left|Read-only file system/.test(said)) throw error;
      notes.push(`${named} could not be taken into git (${said.split("\n", 1)[0]?.trim()}) and is not kept with the run's code.`);
      rest = rest.filter((path) => path !== named);
    }
  }
}
