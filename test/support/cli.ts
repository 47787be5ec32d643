import { spawn } from "node:child_process";
import { join } from "node:path";
import { DIST } from "./paths.ts";

export interface CliResult {
  code: number | null;
  stdout: string;
  stderr: string;
  json<T>(): T;
}

/** Runs the built command line as a user does. */
export function trainyard(cwd: string, args: string[], env: Record<string, string> = {}): Promise<CliResult> {
  return startTrainyard(cwd, args, env).done;
}

export function startTrainyard(cwd: string, args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(DIST, "cli.js"), ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const done = new Promise<CliResult>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr, json: <T>() => JSON.parse(stdout) as T }));
  });
  return { child, done, output: () => stdout + stderr };
}
