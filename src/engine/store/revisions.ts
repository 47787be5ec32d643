import { realpath, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { Revision } from "../../protocol/revision.ts";
import { revisionsOf } from "./git/revisions.ts";
import { openRepository, storeState } from "./repository.ts";

const MOST = 100;

/** The commits that changed `file`, newest first: none where it is not one file in a repository with commits. */
export async function fileRevisions(folder: string, file: string): Promise<Revision[]> {
  const path = resolve(folder, file);
  const directory = dirname(path);
  if (!(await stat(directory).catch(() => null))?.isDirectory()) return [];
  const { state, head } = await storeState(directory);
  if (state === "none" || state === "bare" || head === null) return [];
  const { git, root } = await openRepository(directory);
  const inside = relative(await realpath(root), join(await realpath(directory), basename(path)));
  if (inside === "" || inside.startsWith("..") || isAbsolute(inside)) return [];
  return git(revisionsOf(inside.replaceAll(sep, "/"), MOST));
}
