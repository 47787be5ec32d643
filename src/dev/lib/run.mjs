import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";

const GRACE_MS = 3_000;
const running = new Set();

/**
 * Runs one program to its end, in a process group of its own, which is ended with us.
 * `log`: a file that gets its output; without it the output goes to the terminal, unless `capture`.
 * `timeoutMs`: after it the program is ended, and `code` is null.
 * @returns {Promise<{ code: number | null, output: string }>}
 */
export function run(command, args, { cwd, env, log, capture = false, timeoutMs } = {}) {
  const piped = capture || log !== undefined ? "pipe" : "inherit";
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      detached: process.platform !== "win32",
      shell: process.platform === "win32" && command === "npm",
      stdio: ["ignore", piped, piped],
    });
    running.add(child);
    const file = log === undefined ? undefined : createWriteStream(log, { flags: "a" });
    let output = "";
    const take = (text) => {
      output += text;
      file?.write(text);
    };
    child.stdout?.setEncoding("utf8").on("data", take);
    child.stderr?.setEncoding("utf8").on("data", take);
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => end(child), timeoutMs);
    child.once("error", reject);
    child.once("close", (code) => {
      clearTimeout(timer);
      running.delete(child);
      file?.end();
      resolve({ code, output });
    });
  });
}

/** The last lines of a long output: what to show of a failure. */
export const tail = (text, lines = 30) => text.trimEnd().split("\n").slice(-lines).join("\n");

function end(child) {
  signal(child, "SIGTERM");
  setTimeout(() => signal(child, "SIGKILL"), GRACE_MS);
}

function signal(child, name) {
  if (!running.has(child)) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, name);
  } catch {
    // gone in between
  }
}

process.once("exit", () => {
  for (const child of running) signal(child, "SIGTERM");
});
for (const [name, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
]) {
  process.once(name, () => process.exit(code));
}
