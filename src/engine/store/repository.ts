import { accessSync, constants, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { StoreState } from "../../protocol/engine.ts";
import { TrainyardError } from "../../shared/errors.ts";
import { bareRepository, folderMissing, gitTooOld, noRepository } from "./errors.ts";
import type { Git } from "./git/call.ts";
import { gitFailureOf } from "./git/failure.ts";
import { gitVersion, headBranch, headCommit, initialise, type Layout, lfsStorage, readLayout, topLevel } from "./git/repository.ts";
import { openGit } from "./git/run.ts";
import { type LfsStorage, openLfsStorage } from "./lfs/storage.ts";

/** A repository with a working tree, as the store works with it. Linked working trees share the common directory. */
export interface Repository {
  /** Runs in `root`. */
  git: Git;
  /** Top of the working tree. */
  root: string;
  /** This working tree's own git directory: its index and HEAD. */
  gitDir: string;
  /** Refs, objects and our live runs, seen by all linked working trees. */
  commonDir: string;
  /** Where live runs keep their journals. */
  liveDir: string;
  lfs(): Promise<LfsStorage>;
}

const OLDEST_GIT = [2, 30];

/** The repository that `folder` is in. Throws `no-repository`, `bare-repository`, `repository-not-trusted`, `git-missing`... */
export async function openRepository(folder: string): Promise<Repository> {
  const here = gitIn(folder);
  const layout = await readLayoutOf(here);
  if (layout.bare || !layout.inWorkTree) throw bareRepository(folder);
  const root = resolve(await here(topLevel));
  const git = openGit(root);
  const commonDir = resolve(folder, layout.commonDir);
  let storage: Promise<LfsStorage> | undefined;
  return {
    git,
    root,
    gitDir: resolve(folder, layout.gitDir),
    commonDir,
    liveDir: join(commonDir, "trainyard", "live"),
    lfs() {
      storage ??= git(lfsStorage).then((configured) => openLfsStorage(commonDir, configured));
      return storage;
    },
  };
}

/** What the folder offers as a database. Only trouble with git itself throws; having no repository is an answer. */
export async function storeState(folder: string): Promise<StoreState> {
  const nowhere = { root: null, head: null, branch: null };
  const here = gitIn(folder);
  try {
    const layout = await readLayoutOf(here);
    if (layout.bare || !layout.inWorkTree) return { state: "bare", ...nowhere };
    const root = resolve(await here(topLevel));
    const [head, branch] = await Promise.all([here(headCommit).catch(nullIfUnborn), here(headBranch)]);
    return { state: isWritable(resolve(folder, layout.commonDir)) ? "ready" : "read-only", root, head, branch };
  } catch (error) {
    if (TrainyardError.is(error, "no-repository")) return { state: "none", ...nowhere };
    throw error;
  }
}

/** Makes a repository of the folder, unless it is in one. */
export async function initRepository(folder: string): Promise<StoreState> {
  const before = await storeState(folder);
  if (before.state !== "none") return before;
  await openGit(folder)(initialise);
  return storeState(folder);
}

/** Whether objects, refs and journals can be written, as far as that can be told without writing. */
export function isWritable(commonDir: string): boolean {
  return [commonDir, join(commonDir, "objects"), join(commonDir, "refs")].every((path) => {
    try {
      accessSync(path, constants.W_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function nullIfUnborn(error: unknown): null {
  if (gitFailureOf(error)?.exitCode === 1) return null;
  throw error;
}

function gitIn(folder: string): Git {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw folderMissing(folder);
  return openGit(folder);
}

async function readLayoutOf(git: Git): Promise<Layout> {
  const [version, layout] = await Promise.allSettled([git(gitVersion), git(readLayout)]);
  if (version.status === "rejected") throw version.reason;
  const [major = 0, minor = 0] = version.value.split(".").map(Number);
  const [oldMajor = 0, oldMinor = 0] = OLDEST_GIT;
  if (major < oldMajor || (major === oldMajor && minor < oldMinor)) throw gitTooOld(version.value);
  if (layout.status === "rejected") throw layout.reason;
  if (layout.value.commonDir === "") throw noRepository("this folder");
  return layout.value;
}
