import { failure, inputError, type TrainyardError } from "../../shared/errors.ts";
import type { GitFailure } from "./git/failure.ts";

export const noRepository = (folder: string, cause?: unknown): TrainyardError =>
  inputError(
    {
      code: "no-repository",
      message: `${folder} is not inside a git repository, and runs are kept in git.`,
      remedy: "Make one there with: git init",
      place: { file: folder },
    },
    cause,
  );

export const bareRepository = (folder: string): TrainyardError =>
  inputError({
    code: "bare-repository",
    message: `${folder} has no working tree to run in (a bare repository, or the inside of .git).`,
    remedy: "Open a working tree of it, for example a clone or one made by: git worktree add PATH",
    place: { file: folder },
  });

export const folderMissing = (folder: string, cause?: unknown): TrainyardError =>
  inputError({ code: "folder-missing", message: `${folder} is not a folder.`, remedy: "Check the path.", place: { file: folder } }, cause);

export const readOnly = (path: string, cause?: unknown): TrainyardError =>
  failure(
    {
      code: "store-read-only",
      message: `The git repository cannot be written to, so no run can be kept (${path}).`,
      remedy: "Give yourself write access to it, or work in a clone of your own.",
      place: { file: path },
    },
    cause,
  );

const diskFull = (path: string, cause?: unknown): TrainyardError =>
  failure(
    {
      code: "disk-full",
      message: "The disk that holds the git repository is full.",
      remedy: "Free some space: what the run logged stays in its journal and is kept at the next start.",
      place: { file: path },
    },
    cause,
  );

/** A failed file operation in the repository, by what the system said. Others pass through. */
export function explainFile(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === "ENOSPC" || code === "EDQUOT") return diskFull(path, error);
  if (code === "EROFS" || code === "EACCES" || code === "EPERM") return readOnly(path, error);
  return error;
}

/** A failed call of git, by what it said. */
export function explainGit(failed: GitFailure, args: readonly string[], directory: string): TrainyardError {
  const said = failed.stderr;
  const first = said.split("\n").find((text) => /^(fatal|error):/.test(text)) ?? said.split("\n", 1)[0] ?? "";
  const text = first.replace(/^(fatal|error):\s*/, "");
  const place = { file: directory };
  if (/spawn \S+ (ENOENT|EACCES)/.test(said))
    return failure(
      { code: "git-missing", message: "git was not found.", remedy: "Install git 2.30 or later and see that it is on the PATH." },
      failed,
    );
  if (/dubious ownership|unsafe repository/.test(said)) {
    const owned = /repository (?:at )?\(?'([^']+)'/.exec(said)?.[1] ?? directory;
    return failure(
      {
        code: "repository-not-trusted",
        message: `git refuses to work in ${owned} because it belongs to another user.`,
        remedy: `If you trust it: git config --global --add safe.directory '${owned}'`,
        place,
      },
      failed,
    );
  }
  if (/not a git repository/.test(said)) return noRepository(directory, failed);
  if (/bad config|bad boolean config|bad numeric config|unable to (access|parse) '.*config'/i.test(said))
    return brokenConfig(text, said, failed);
  if (/No space left on device|Disk quota exceeded/.test(said)) return diskFull(directory, failed);
  if (/Read-only file system|Permission denied|insufficient permission/.test(said)) return readOnly(directory, failed);
  if (/Unable to create '.*\.lock': File exists|cannot lock ref .*File exists/.test(said))
    return failure(
      { code: "git-locked", message: `git is busy here: ${text}`, remedy: "Wait for the other git command to end, then try again.", place },
      failed,
    );
  return failure(
    {
      code: "git-failed",
      message: `git ${args.find((arg) => !arg.startsWith("-")) ?? ""} failed: ${text || `exit code ${failed.exitCode}`}`,
      remedy: "Look at the Trainyard output; `git fsck` tells whether the repository is sound.",
      place,
    },
    failed,
  );
}

function brokenConfig(text: string, said: string, cause: unknown): TrainyardError {
  const [, line, file] = /line (\d+) in file (.+?)\s*$/m.exec(said) ?? [];
  return failure(
    {
      code: "git-config-broken",
      message: `git cannot read its configuration: ${text}`,
      remedy: "Mend that configuration file; `git config --list --show-origin` names all of them.",
      ...(file ? { place: { file, line: Number(line) } } : {}),
    },
    cause,
  );
}

export const gitTooOld = (version: string): TrainyardError =>
  failure({ code: "git-too-old", message: `git ${version} is too old.`, remedy: "Install git 2.30 or later." });

export const runMissing = (wanted: string, near: string[]): TrainyardError =>
  inputError({
    code: "run-missing",
    message: `There is no run ${wanted}.`,
    remedy: near.length > 0 ? `Did you mean ${near.join(" or ")}?` : "`trainyard runs` lists the runs there are.",
  });

export const runAmbiguous = (wanted: string, matches: string[]): TrainyardError =>
  inputError({
    code: "run-ambiguous",
    message: `${wanted} names ${matches.length} runs: ${matches.slice(0, 5).join(", ")}${matches.length > 5 ? ", ..." : ""}.`,
    remedy: "Use the run's id, or its last six characters.",
  });

export const runStillLive = (name: string): TrainyardError =>
  inputError({ code: "run-live", message: `${name} is still running.`, remedy: "Stop it first, or wait until it has ended." });

export const runUnfit = ({ name, kind, status }: { name: string; kind: string; status: string }): TrainyardError =>
  inputError({
    code: "run-unfit",
    message: `${name} cannot be a champion: it is ${kind === "script" ? "a script's" : status}.`,
    remedy: "Choose a finished run of an experiment; `trainyard runs` lists them.",
  });

export const runExists = (id: string, cause?: unknown): TrainyardError =>
  failure(
    { code: "run-exists", message: `The run ${id} has already been kept.`, remedy: "`trainyard runs` lists the runs there are." },
    cause,
  );

export const artifactMissing = (run: string, path: string, near: string[]): TrainyardError =>
  inputError({
    code: "artifact-missing",
    message: `${run} has no ${path}.`,
    remedy: near.length > 0 ? `It has ${near.join(", ")}.` : "`trainyard runs show` lists what it has.",
  });

export const largeFileMissing = (path: string, sha256: string): TrainyardError =>
  failure({
    code: "large-file-missing",
    message: `The content of ${path} is not in this repository's LFS store (sha256 ${sha256}).`,
    remedy: "Fetch it with `git lfs fetch --all`, or copy it from the repository that made it.",
    place: { file: path },
  });

export const largeFileBroken = (path: string, sha256: string): TrainyardError =>
  failure({
    code: "large-file-broken",
    message: `The content kept of ${path} is damaged: it is no longer what sha256 ${sha256} says.`,
    remedy: "Fetch it again from another clone with `git lfs fetch --all`, after deleting the damaged object.",
    place: { file: path },
  });

export const directoryNotEmpty = (path: string): TrainyardError =>
  inputError({
    code: "directory-not-empty",
    message: `${path} is not empty.`,
    remedy: "Name a new or an empty directory.",
    place: { file: path },
  });

export const runBroken = (ref: string, cause?: unknown): TrainyardError =>
  failure(
    {
      code: "run-broken",
      message: `${ref} holds no run that can be read.`,
      remedy: "`git fsck` tells what is damaged; a clone may still have it.",
    },
    cause,
  );

export const filterInvalid = (message: string, column: number, remedy: string): TrainyardError =>
  inputError({ code: "filter-invalid", message: `Filter, column ${column}: ${message}`, remedy, place: { column } });
