import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./places.ts";

export interface WorkspaceOptions {
  /** Make it a git repository with one commit; default true. */
  repository?: boolean;
}

/** A folder with the penguins and a training script in it, and a git repository of its own. */
export function demoWorkspace(dir: string, { repository = true }: WorkspaceOptions = {}): string {
  mkdirSync(dir, { recursive: true });
  cpSync(join(ROOT, "examples", "penguins", "penguins.csv"), join(dir, "penguins.csv"));
  if (!repository) return dir;
  git(dir, "init", "--quiet", "--initial-branch=main");
  git(dir, "add", ".");
  git(dir, "-c", "user.name=Test Person", "-c", "user.email=test@example.invalid", "commit", "--quiet", "--message=Penguins");
  return dir;
}

/** What git says, trimmed; throws with what it says on stderr. */
export function git(dir: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync("git", args, { cwd: dir, encoding: "utf8" });
  if (status !== 0) throw new Error(`git ${args.join(" ")} in ${dir} failed (${status}): ${stderr}`);
  return stdout.trim();
}
