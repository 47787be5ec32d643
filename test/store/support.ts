import { type ExecFileSyncOptions, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { ulid } from "ulid";
import { openStore, type Store } from "../../src/engine/store/store.ts";
import { Journal } from "../../src/protocol/journal.ts";
import type { Run } from "../../src/protocol/run.ts";
import { nameOf } from "../../src/shared/names.ts";
import { tempDir } from "../support/temp.ts";

// The machine's own configuration plays no part in any test here.
process.env.GIT_CONFIG_NOSYSTEM = "1";
process.env.GIT_CONFIG_GLOBAL = "/dev/null";

/** Runs git as a user would, with an identity. */
export function git(cwd: string, args: string[], options: ExecFileSyncOptions = {}): string {
  const env = {
    ...process.env,
    GIT_AUTHOR_NAME: "Ada",
    GIT_AUTHOR_EMAIL: "ada@example.org",
    GIT_COMMITTER_NAME: "Ada",
    GIT_COMMITTER_EMAIL: "ada@example.org",
    ...options.env,
  };
  return String(execFileSync("git", args, { stdio: ["pipe", "pipe", "pipe"], cwd, maxBuffer: 1 << 28, ...options, env }));
}

/** A directory with `git init` and these files, not committed. */
export function repository(files: Record<string, string | Buffer> = {}, { at = tempDir(), init = [] as string[] } = {}): string {
  mkdirSync(at, { recursive: true });
  git(at, ["init", "--quiet", "--initial-branch=main", ...init]);
  write(at, files);
  return at;
}

/** The same, committed. */
export function committed(files: Record<string, string | Buffer> = { "train.ts": "fit();\n" }, options = {}): string {
  const root = repository(files, options);
  git(root, ["add", "-A"]);
  git(root, ["commit", "--quiet", "-m", "first"]);
  return root;
}

export function write(root: string, files: Record<string, string | Buffer>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

export function newRun(change: Partial<Run> = {}): Run {
  const id = change.id ?? ulid();
  return {
    version: 1,
    id,
    name: nameOf(id),
    kind: "experiment",
    group: "penguins.experiment.json",
    status: "RUNNING",
    startTime: 1_790_000_000_000,
    endTime: null,
    params: { optimizer: "adam", units: 64, lr: 0.01 },
    metrics: {},
    scores: {},
    headline: null,
    backend: { name: "wasm", version: "4.22.0", reason: "It is here." },
    data: { path: "penguins.csv", sha256: "ab".repeat(32), rows: 344, columns: 7, splits: null },
    code: { file: "train.ts", head: null, branch: null, dirty: false },
    error: null,
    commit: null,
    seed: 42,
    command: ["trainyard", "train", "penguins.experiment.json"],
    versions: { node: "20" },
    artifacts: [],
    notes: [],
    ...change,
  };
}

/** Begins, logs three epochs and a small artifact, and finishes. */
export async function trainOnce(
  store: Store,
  change: Partial<Run> = {},
  artifacts: Record<string, string | Buffer> = { "model/model.json": "{}" },
): Promise<Run> {
  const run = newRun(change);
  const live = await store.begin(run);
  logEpochs(live.directory);
  write(join(live.directory, "artifacts"), artifacts);
  return live.finish({ ...run, status: "FINISHED" });
}

export function logEpochs(directory: string, values = [0.5, 0.9, 0.8]): void {
  const journal = new Journal(directory);
  for (const [i, value] of values.entries()) journal.metrics({ val_acc: value, loss: 1 - value }, i + 1, 1_790_000_000_000 + i);
  journal.params({ epochs: values.length });
  journal.close();
}

export const open = (root: string, options = {}, log?: (level: string, message: string) => void): Promise<Store> =>
  openStore(root, log, options);

/** All that a user sees of their repository. */
export function userState(root: string): Record<string, string> {
  const gitDir = git(root, ["rev-parse", "--absolute-git-dir"]).trim();
  const hash = (file: string) => (existsSync(file) ? createHash("sha1").update(readFileSync(file)).digest("hex") : "none");
  return {
    index: hash(join(gitDir, "index")),
    head: readFileSync(join(gitDir, "HEAD"), "utf8"),
    config: hash(join(gitDir, "config")),
    status: git(root, ["--no-optional-locks", "status", "--porcelain", "--ignored"]),
    refs: git(root, ["for-each-ref", "refs/heads", "refs/tags", "refs/remotes", "refs/stash"]),
    log: git(root, ["log", "--branches", "--oneline", "--reflog"]),
  };
}

/** Refs of ours, without their commits. */
export const ourRefs = (root: string): string[] =>
  git(root, ["for-each-ref", "--format=%(refname)", "refs/trainyard"]).split("\n").filter(Boolean);

/** While `work` runs, `git` is this shell script, in which "$GIT" is the real one. */
export async function withGit<T>(script: string, work: () => Promise<T>): Promise<T> {
  const path = process.env.PATH ?? "";
  const real = path
    .split(delimiter)
    .map((directory) => join(directory, "git"))
    .find((file) => existsSync(file));
  const directory = tempDir();
  writeFileSync(join(directory, "git"), `#!/bin/sh\nGIT='${real}'\n${script}\n`, { mode: 0o755 });
  process.env.PATH = `${directory}${delimiter}${path}`;
  try {
    return await work();
  } finally {
    process.env.PATH = path;
  }
}

/** A step hook that fails once, at this point, as the system would. */
export function failOnce(at: string, errno: string): (step: string) => void {
  let failed = false;
  return (step) => {
    if (step !== at || failed) return;
    failed = true;
    throw Object.assign(new Error(`${errno}: injected`), { code: errno });
  };
}
