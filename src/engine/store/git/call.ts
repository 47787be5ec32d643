/** One call of git as a value: what to run, what to feed it, how to read its answer. */
export interface GitCall<T> {
  args: readonly string[];
  /** Written to its standard input. Never empty: a call with nothing to say is left out. */
  input?: string | Buffer;
  env?: Record<string, string>;
  /** Ends the call early: after so many NUL-ended records or so many milliseconds. `parse` gets what came by then. */
  bound?: { records: number; ms: number };
  /** `complete` is false when `bound` ended the call. */
  parse(stdout: string, complete: boolean): T;
}

/** The same for `git cat-file`, whose answer is bytes. `args` leave `cat-file` out. */
export interface GitBytesCall<T> {
  catFile: readonly string[];
  input?: string;
  parse(stdout: Buffer): T;
}

/** Runs calls in one directory. Rejects with a `TrainyardError` whose cause is the `GitFailure`. */
export interface Git {
  <T>(call: GitCall<T>): Promise<T>;
  bytes<T>(call: GitBytesCall<T>): Promise<T>;
}

export const nothing = (): void => undefined;
export const line = (stdout: string): string => stdout.replace(/\r?\n$/, "");
export const lines = (stdout: string): string[] => stdout.split(/\r?\n/).filter((one) => one !== "");
/** The records of a `-z` answer. */
export const records = (stdout: string): string[] => {
  const all = stdout.split("\0");
  all.pop(); // what follows the last NUL: nothing, or a record that was cut off
  return all;
};
