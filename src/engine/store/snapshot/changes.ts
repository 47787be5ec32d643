import { constants, type Stats } from "node:fs";
import { access, lstat } from "node:fs/promises";
import { join } from "node:path";
import { plural } from "../../../shared/format.ts";
import type { Git } from "../git/call.ts";
import { lfsTracked, listUntracked, type WorkingTree } from "../git/status.ts";
import type { SnapshotLimits } from "./limits.ts";

/** How the working tree differs from the index, sorted by what has to be done with each path. */
export interface Changes {
  /** Taken by git as they are. */
  small: string[];
  /** Kept as git-lfs pointers. */
  large: { path: string; mode: "100644" | "100755" }[];
  removed: string[];
  /** What a reader of the code must know is not in it. */
  notes: string[];
}

interface Candidate {
  path: string;
  stats: Stats;
}

/** Decides about each path; reads no content. `wanted` is the file that runs: it is kept whatever the limits say. */
export async function planChanges(git: Git, root: string, tree: WorkingTree, wanted: string, limits: SnapshotLimits): Promise<Changes> {
  const notes: string[] = [];
  const removed: string[] = [];
  const present: Candidate[] = [];
  const statsOf = statsIn(root);
  for (const { path, dirtySubmodule } of tree.changes) {
    if (dirtySubmodule) notes.push(`The submodule ${path} has changes of its own that are not kept with the run's code.`);
    const stats = await statsOf(path);
    if (stats) present.push({ path, stats });
    else removed.push(path);
  }
  const untracked = await untrackedFiles(git, statsOf, wanted, limits, notes);
  const readable: Candidate[] = [];
  for (const candidate of [...present, ...untracked]) {
    if (candidate.stats.isSymbolicLink() || candidate.stats.isDirectory() || (await isReadable(join(root, candidate.path))))
      readable.push(candidate);
    else notes.push(`${candidate.path} could not be read and is not kept with the run's code.`);
  }
  const files = readable.filter(({ stats }) => stats.isFile());
  const byLfs = files.length > 0 ? await git(lfsTracked(files.map(({ path }) => path))) : new Set<string>();
  const isLarge = ({ path, stats }: Candidate) => stats.isFile() && (stats.size >= limits.largeFileBytes || byLfs.has(path));
  return {
    small: readable.filter((one) => !isLarge(one)).map(({ path }) => path),
    large: readable.filter(isLarge).map(({ path, stats }) => ({ path, mode: (stats.mode & 0o100) !== 0 ? "100755" : "100644" })),
    removed,
    notes,
  };
}

async function untrackedFiles(git: Git, statsOf: StatsOf, wanted: string, limits: SnapshotLimits, notes: string[]): Promise<Candidate[]> {
  const { paths, complete } = await git(listUntracked({ records: limits.untrackedFiles, ms: limits.untrackedMs }));
  if (!complete) {
    notes.push(
      `The folder has more untracked files than are kept with a run (${limits.untrackedFiles.toLocaleString("en-US")}): only the first ` +
        `${plural(paths.length, "was", "were")} looked at. List what is no code in .gitignore.`,
    );
    if (!paths.includes(wanted)) paths.push(wanted);
  }
  const found: Candidate[] = [];
  for (const path of paths) {
    const stats = await statsOf(path);
    if (stats?.isFile() || stats?.isSymbolicLink()) found.push({ path, stats });
  }
  return withinBytes(found, wanted, limits.untrackedBytes, notes);
}

/** The smallest first, as code is small: what no longer fits is left out, and said. */
function withinBytes(files: Candidate[], wanted: string, limit: number, notes: string[]): Candidate[] {
  let room = limit;
  const kept = new Set<Candidate>();
  const left: string[] = [];
  const order = [...files].sort((a, b) => Number(b.path === wanted) - Number(a.path === wanted) || a.stats.size - b.stats.size);
  for (const file of order) {
    if (file.stats.size > room && file.path !== wanted) {
      left.push(file.path);
      continue;
    }
    room -= file.stats.size;
    kept.add(file);
  }
  if (left.length > 0) {
    const named = left.slice(0, 3).join(", ");
    notes.push(
      `${plural(left.length, "untracked file")} too large to keep with the run's code: ${named}${left.length > 3 ? ", ..." : ""}.`,
    );
  }
  return files.filter((file) => kept.has(file));
}

type StatsOf = (path: string) => Promise<Stats | undefined>;

/** Undefined where nothing is, or where the way there leads over a symbolic link: git sees no file there either. */
function statsIn(root: string): StatsOf {
  const directories = new Map<string, boolean>();
  const isDirectory = async (path: string): Promise<boolean> => {
    const known = directories.get(path);
    if (known !== undefined) return known;
    const found = (await parentsAreDirectories(path)) && Boolean((await lstat(join(root, path)).catch(() => undefined))?.isDirectory());
    directories.set(path, found);
    return found;
  };
  const parentsAreDirectories = async (path: string): Promise<boolean> => {
    const end = path.lastIndexOf("/");
    return end < 0 || isDirectory(path.slice(0, end));
  };
  return async (path) => ((await parentsAreDirectories(path)) ? lstat(join(root, path)).catch(() => undefined) : undefined);
}

const isReadable = (file: string): Promise<boolean> =>
  access(file, constants.R_OK).then(
    () => true,
    () => false,
  );
