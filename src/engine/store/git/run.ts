import { type SimpleGit, type SimpleGitOptions, simpleGit } from "simple-git";
import { TrainyardError } from "../../../shared/errors.ts";
import { limitTo } from "../../../shared/limit.ts";
import { explainGit, folderMissing } from "../errors.ts";
import type { Git, GitBytesCall, GitCall } from "./call.ts";
import { GIT_CONFIG, gitEnvironment } from "./environment.ts";
import { GitFailure, gitFailureOf } from "./failure.ts";

/**
 * simple-git's guards stop options that came from outside. Every option here is a constant of this folder: names and
 * paths travel on standard input or behind `--`, and the user's own environment is the user's to set.
 */
const UNSAFE: NonNullable<SimpleGitOptions["unsafe"]> = {
  allowUnsafeAskPass: true,
  allowUnsafeConfigEnvCount: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeExec: true,
  allowUnsafeFilter: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeHooksPath: true,
  allowUnsafeSshCommand: true,
};

/** Curves of many runs are asked for at once: that is not to become as many processes. */
const MOST_AT_ONCE = 8;

/** The runner: the only importer of simple-git. `directory` must exist. */
export function openGit(directory: string): Git {
  const inTurn = limitTo(MOST_AT_ONCE);
  const git = (<T>(call: GitCall<T>) => inTurn(() => runCall(directory, call))) as Git;
  git.bytes = (call) => inTurn(() => runBytesCall(directory, call));
  return git;
}

async function runCall<T>(directory: string, call: GitCall<T>): Promise<T> {
  const cut = new AbortController();
  try {
    const runner = client(directory, call, cut);
    return call.parse(await runner.raw([...call.args]), true);
  } catch (error) {
    const failed = gitFailureOf(error);
    if (failed && cut.signal.aborted) return call.parse(failed.stdout.toString("utf8"), false);
    throw explained(error, call.args, directory);
  }
}

async function runBytesCall<T>(directory: string, call: GitBytesCall<T>): Promise<T> {
  try {
    return call.parse((await client(directory, call).binaryCatFile([...call.catFile])) as Buffer);
  } catch (error) {
    throw explained(error, ["cat-file", ...call.catFile], directory);
  }
}

function client(
  baseDir: string,
  { input, env, bound }: { input?: string | Buffer; env?: Record<string, string>; bound?: GitCall<unknown>["bound"] },
  cut?: AbortController,
): SimpleGit {
  const environment = gitEnvironment(env);
  let runner: SimpleGit;
  try {
    runner = simpleGit({
      baseDir,
      config: [...GIT_CONFIG],
      allowEnvironment: Object.keys(environment),
      unsafe: UNSAFE,
      completion: { onClose: true, onExit: false },
      input: () => input,
      errors: (error, { exitCode, stdOut, stdErr }) =>
        exitCode === 0 && !error
          ? error
          : new GitFailure(exitCode, Buffer.concat(stdOut), String(Buffer.concat(stdErr)) || String(error ?? "")),
      ...(bound && cut ? { abort: cut.signal } : {}),
    });
  } catch (error) {
    throw folderMissing(baseDir, error);
  }
  const timer = bound && cut && setTimeout(() => cut.abort(), bound.ms);
  return runner.env(environment).outputHandler((_, stdout) => {
    // simple-git waits 50 ms more after a command that printed nothing, lest output comes late; after `close` none can.
    setImmediate(() => stdout.emit("data", Buffer.alloc(0)));
    if (!bound || !cut) return;
    let seen = 0;
    stdout.on("data", (chunk: Buffer) => {
      for (const byte of chunk) if (byte === 0) seen += 1;
      if (seen > bound.records) cut.abort();
    });
    stdout.once("close", () => clearTimeout(timer));
  });
}

function explained(error: unknown, args: readonly string[], directory: string): unknown {
  if (TrainyardError.is(error)) return error;
  const failed = gitFailureOf(error);
  return failed ? explainGit(failed, args, directory) : error;
}
