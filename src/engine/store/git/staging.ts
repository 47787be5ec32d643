import { type GitCall, line, nothing } from "./call.ts";

/** Calls on an index file of our own; the user's is never written. */
const into = (index: string) => ({ GIT_INDEX_FILE: index });

export interface IndexEntry {
  /** `0` removes the path. */
  mode: "100644" | "100755" | "0";
  oid: string;
  path: string;
}

export const setEntries = (index: string, entries: readonly IndexEntry[]): GitCall<void> => ({
  args: ["update-index", "--replace", "-z", "--index-info"],
  env: into(index),
  input: entries.map(({ mode, oid, path }) => `${mode} ${oid}\t${path}\0`).join(""),
  parse: nothing,
});

/** Takes each path as it lies in the working tree: its content, mode, link or submodule commit. */
export const addPaths = (index: string, paths: readonly string[]): GitCall<void> => ({
  args: ["update-index", "--add", "--remove", "--replace", "-z", "--stdin"],
  env: into(index),
  input: paths.map((path) => `${path}\0`).join(""),
  parse: nothing,
});

/** `--missing-ok`: in a partial clone it would fetch what it only needs to name. */
export const writeIndexTree = (index: string): GitCall<string> => ({ args: ["write-tree", "--missing-ok"], env: into(index), parse: line });

/** The tree of a commit. */
export const treeOf = (commit: string): GitCall<string> => ({
  args: ["rev-parse", "--verify", "--quiet", `${commit}^{tree}`],
  parse: line,
});
