import { GitError } from "simple-git";

/** git ended with an error. simple-git passes instances of its own error class through unchanged. */
export class GitFailure extends GitError {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;

  constructor(exitCode: number, stdout: Buffer, stderr: string) {
    super(undefined, stderr.trim() || `git ended with ${exitCode}`);
    this.exitCode = exitCode;
    this.stdout = stdout;
    this.stderr = stderr;
  }
}

/** The git failure behind an error, if that is what it was. */
export function gitFailureOf(error: unknown): GitFailure | undefined {
  if (error instanceof GitFailure) return error;
  return error instanceof Error && error.cause instanceof GitFailure ? error.cause : undefined;
}
