import type { Git } from "../git/call.ts";
import { type TreeEntry, writeTrees } from "../git/objects.ts";

/** A file, or with mode 40000 a whole tree, at a path. */
export interface TreeFile {
  path: string;
  mode: string;
  oid: string;
}

/** Writes the nested trees that hold `files`, the deepest first, all of one depth in one call. Returns the root's id. */
export async function writeNestedTree(git: Git, files: readonly TreeFile[]): Promise<string> {
  const directories = new Map<string, TreeEntry[]>([["", []]]);
  const entriesOf = (directory: string): TreeEntry[] => {
    let entries = directories.get(directory);
    if (!entries) {
      entries = [];
      directories.set(directory, entries);
      entriesOf(parentOf(directory));
    }
    return entries;
  };
  for (const { path, mode, oid } of files) entriesOf(parentOf(path)).push({ mode, oid, name: nameIn(path) });
  const depthOf = (directory: string) => (directory === "" ? 0 : directory.split("/").length);
  let written = "";
  for (let depth = Math.max(...[...directories.keys()].map(depthOf)); depth >= 0; depth -= 1) {
    const level = [...directories].filter(([directory]) => depthOf(directory) === depth);
    const oids = await git(writeTrees(level.map(([, entries]) => entries)));
    for (const [i, [directory]] of level.entries()) {
      const oid = oids[i] as string;
      if (directory === "") written = oid;
      else entriesOf(parentOf(directory)).push({ mode: "40000", oid, name: nameIn(directory) });
    }
  }
  return written;
}

const parentOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf("/")));
const nameIn = (path: string) => path.slice(path.lastIndexOf("/") + 1);
