import type { GitCall } from "./call.ts";
import { line, lines, nothing } from "./call.ts";

export const gitVersion: GitCall<string> = {
  args: ["version"],
  parse: (stdout) => /\d+(\.\d+)+/.exec(stdout)?.[0] ?? "0",
};

export interface Layout {
  bare: boolean;
  inWorkTree: boolean;
  /** This working tree's own git directory, as git wrote it: may be relative to where it ran. */
  gitDir: string;
  /** Shared by all linked working trees. */
  commonDir: string;
  objectFormat: "sha1" | "sha256";
}

export const readLayout: GitCall<Layout> = {
  args: ["rev-parse", "--is-bare-repository", "--is-inside-work-tree", "--git-dir", "--git-common-dir", "--show-object-format"],
  parse(stdout) {
    const [bare, inWorkTree, gitDir = "", commonDir = "", format] = lines(stdout);
    return {
      bare: bare === "true",
      inWorkTree: inWorkTree === "true",
      gitDir,
      commonDir,
      objectFormat: format === "sha256" ? "sha256" : "sha1",
    };
  },
};

export const topLevel: GitCall<string> = { args: ["rev-parse", "--show-toplevel"], parse: line };

/** Ends with 1 where HEAD has no commit yet. */
export const headCommit: GitCall<string> = { args: ["rev-parse", "--quiet", "--verify", "HEAD"], parse: line };

/** Null when detached. */
export const headBranch: GitCall<string | null> = { args: ["branch", "--show-current"], parse: (stdout) => line(stdout) || null };

export const initialise: GitCall<void> = { args: ["init", "--quiet"], parse: nothing };

/** Where git-lfs was told to keep its objects; empty when nowhere. */
export const lfsStorage: GitCall<string> = { args: ["config", "--default", "", "--type=path", "--get", "lfs.storage"], parse: line };
