import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PENGUINS } from "./paths.ts";
import { tempDir } from "./temp.ts";

export const git = (cwd: string, ...args: string[]): string =>
  execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@example.com", ...args], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });

export const SMALL_EXPERIMENT = {
  data: "penguins.csv",
  target: "species",
  task: "multiclass",
  split: { method: "stratified" },
  recipe: [
    { step: "fill-missing", columns: "number", strategy: "median" },
    { step: "fill-missing", columns: "category", strategy: "mode" },
    { step: "standard-scale", columns: "number" },
    { step: "one-hot-encode", columns: "category" },
  ],
  model: { algorithm: "mlp", hidden: [16] },
  training: { epochs: 8, learningRate: 0.01, earlyStopping: false },
};

export interface Workspace {
  folder: string;
  experiment: string;
}

/** A folder with the penguins, a small experiment and, unless told otherwise, a repository with one commit. */
export function makeWorkspace({ name = "workspace", repository = true, experiment = SMALL_EXPERIMENT as object } = {}): Workspace {
  const folder = join(tempDir(), name);
  mkdirSync(folder, { recursive: true });
  copyFileSync(PENGUINS, join(folder, "penguins.csv"));
  writeFileSync(join(folder, "penguins.experiment.json"), JSON.stringify(experiment, null, 2));
  if (repository) {
    git(folder, "init", "--quiet", "--initial-branch=main");
    git(folder, "add", "-A");
    git(folder, "commit", "--quiet", "-m", "first");
  }
  return { folder, experiment: "penguins.experiment.json" };
}

/** What of a repository no command of ours may change. */
export function fingerprint(folder: string): string {
  return [
    "status --porcelain=v2 --branch",
    "log --format=%H --exclude=refs/trainyard/* --all",
    "stash list",
    "ls-files --stage",
    "config --list --local",
  ]
    .map((line) => git(folder, ...line.split(" ")))
    .join("\n---\n");
}
