import { type GitCall, records } from "./call.ts";

export interface Change {
  path: string;
  /** A submodule whose own working tree has changes, which its entry cannot carry. */
  dirtySubmodule: boolean;
}

export interface WorkingTree {
  head: string | null;
  branch: string | null;
  /** Tracked paths whose working tree differs from the index, or which are in conflict. */
  changes: Change[];
  /** Anything tracked differs from HEAD. */
  dirty: boolean;
}

/** HEAD, branch, and what of the tracked files differs. Takes no lock. Fails where a submodule is broken that is not ignored. */
export const readStatus = (submodules: "look" | "ignore"): GitCall<WorkingTree> => ({
  args: [
    "status",
    "--porcelain=v2",
    "-z",
    "--branch",
    "--no-ahead-behind",
    "--untracked-files=no",
    "--no-renames",
    `--ignore-submodules=${submodules === "look" ? "none" : "all"}`,
  ],
  parse: parseStatus,
});

export function parseStatus(stdout: string): WorkingTree {
  const tree: WorkingTree = { head: null, branch: null, changes: [], dirty: false };
  for (const record of records(stdout)) {
    const head = /^# branch\.oid ([0-9a-f]+)$/.exec(record);
    if (head) tree.head = head[1] as string;
    const branch = /^# branch\.head (.*)$/s.exec(record);
    if (branch) tree.branch = branch[1] === "(detached)" ? null : (branch[1] as string);
    const changed = /^(?:1 .(.) (\S+)(?: \S+){5}|u .(.) (\S+)(?: \S+){7}) (.+)$/s.exec(record);
    if (!changed) continue;
    tree.dirty = true;
    const [, ordinary, submodule, , submoduleInConflict, path = ""] = changed;
    if (ordinary === ".") continue;
    tree.changes.push({ path, dirtySubmodule: /^S.(M.|.U)$/.test(submodule ?? submoduleInConflict ?? "") });
  }
  return tree;
}

export interface Untracked {
  paths: string[];
  complete: boolean;
}

/** Files that are neither tracked nor ignored; at most so many, for at most so long. */
export const listUntracked = (bound: { records: number; ms: number }): GitCall<Untracked> => ({
  args: ["ls-files", "--others", "--exclude-standard", "-z"],
  bound,
  parse(stdout, complete) {
    const paths = records(stdout);
    return {
      // A repository inside this one is listed as `path/`: it has a history of its own.
      paths: paths.slice(0, bound.records).filter((path) => !path.endsWith("/")),
      complete: complete && paths.length <= bound.records,
    };
  },
});

/** Those of `paths` that .gitattributes hands to git-lfs. */
export const lfsTracked = (paths: readonly string[]): GitCall<Set<string>> => ({
  args: ["check-attr", "-z", "--stdin", "filter"],
  input: paths.map((path) => `${path}\0`).join(""),
  parse(stdout) {
    const fields = records(stdout);
    const tracked = new Set<string>();
    for (let i = 0; i + 2 < fields.length; i += 3) if (fields[i + 2] === "lfs") tracked.add(fields[i] as string);
    return tracked;
  },
});
