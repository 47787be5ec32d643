import { type GitBytesCall, type GitCall, line, lines, records } from "./call.ts";

/** Writes files as blobs, byte for byte; their ids in order. Paths are absolute. */
export const writeBlobs = (paths: readonly string[]): GitCall<string[]> => ({
  args: ["hash-object", "-w", "--no-filters", "--stdin-paths"],
  input: paths.map((path) => `${quotePath(path)}\n`).join(""),
  parse: lines,
});

/** C-style quoting, which git undoes, for names that a line could not carry. */
export function quotePath(path: string): string {
  if (!/["\n\\]/.test(path)) return path;
  return `"${path.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n")}"`;
}

export interface TreeEntry {
  mode: string;
  oid: string;
  name: string;
}

/** Writes several trees at once; their ids in order. */
export const writeTrees = (trees: readonly (readonly TreeEntry[])[]): GitCall<string[]> => ({
  args: ["mktree", "--missing", "-z", "--batch"],
  input: trees.map((entries) => `${entries.map(treeLine).join("")}\0`).join(""),
  parse: lines,
});

const treeLine = ({ mode, oid, name }: TreeEntry) => `${mode} ${mode === "40000" ? "tree" : "blob"} ${oid}\t${name}\0`;

export interface ListedFile {
  mode: string;
  type: string;
  oid: string;
  bytes: number;
  path: string;
}

/** All files of a tree (`commit:path` or an id), with their sizes, paths relative to it. */
export const listTree = (tree: string): GitCall<ListedFile[]> => ({
  args: ["ls-tree", "-r", "-z", "--long", "--full-tree", tree],
  parse: (stdout) =>
    records(stdout).flatMap((record) => {
      const found = /^(\d+) (\S+) ([0-9a-f]+) +(\d+|-)\t(.*)$/s.exec(record);
      if (!found) return [];
      const [, mode = "", type = "", oid = "", bytes, path = ""] = found;
      return [{ mode, type, oid, bytes: Number(bytes) || 0, path }];
    }),
});

/** An object read by `readObjects`; `bytes` is null where it is missing. */
export interface ReadObject {
  name: string;
  type: string;
  bytes: Buffer | null;
}

/** Objects in one call, in order. Names must be without line breaks. An answer that breaks off yields what came whole. */
export const readObjects = (names: readonly string[]): GitBytesCall<ReadObject[]> => ({
  catFile: ["--batch"],
  input: names.map((name) => `${name}\n`).join(""),
  parse: (stdout) => parseObjects(stdout, names),
});

export function parseObjects(stdout: Buffer, names: readonly string[]): ReadObject[] {
  const objects: ReadObject[] = [];
  let at = 0;
  for (const name of names) {
    const end = stdout.indexOf(10, at);
    if (end < 0) break;
    const header = /^\S+ (commit|tree|blob|tag) (\d+)$/.exec(stdout.toString("utf8", at, end));
    at = end + 1;
    if (!header) {
      objects.push({ name, type: "missing", bytes: null });
      continue;
    }
    const size = Number(header[2]);
    if (at + size + 1 > stdout.length) break;
    objects.push({ name, type: header[1] as string, bytes: stdout.subarray(at, at + size) });
    at += size + 1;
  }
  return objects;
}

/** What a name such as `HEAD~1:data/in.csv` stands for; null where it stands for nothing. It must be without line breaks. */
export const describeObject = (name: string): GitBytesCall<{ oid: string; type: string } | null> => ({
  catFile: ["--batch-check"],
  input: `${name}\n`,
  parse(stdout) {
    const [, oid, type] = /^([0-9a-f]{40,64}) (\w+) \d+$/m.exec(stdout.toString("utf8")) ?? [];
    return oid && type ? { oid, type } : null;
  },
});

export const readBlob = (name: string): GitBytesCall<Buffer> => ({ catFile: ["blob", name], parse: (stdout) => stdout });

export interface CommitDraft {
  tree: string;
  parent: string | null;
  message: string;
  /** Epoch milliseconds. */
  authored: number;
  /** Who signs where git knows nobody. */
  identity?: { name: string; email: string };
}

export const writeCommit = ({ tree, parent, message, authored, identity }: CommitDraft): GitCall<string> => ({
  args: ["commit-tree", tree, ...(parent ? ["-p", parent] : []), "-F", "-"],
  input: message,
  env: {
    GIT_AUTHOR_DATE: `@${Math.max(0, Math.floor(authored / 1000))} +0000`,
    ...(identity && {
      GIT_AUTHOR_NAME: identity.name,
      GIT_AUTHOR_EMAIL: identity.email,
      GIT_COMMITTER_NAME: identity.name,
      GIT_COMMITTER_EMAIL: identity.email,
    }),
  },
  parse: line,
});
