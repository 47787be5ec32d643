import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";

/**
 * Runs one program to its end.
 * `log`: a file that gets its output; without it the output goes to the terminal (`inherit`) unless `capture`.
 * `timeoutMs`: after it the program's whole process group is ended and `code` is null.
 * @returns {Promise<{ code: number | null, output: string }>}
 */
export function run(command, args, { cwd, env, log, capture = false, timeoutMs, input } = {}) {
  const piped = capture || log !== undefined;
  const group = timeoutMs !== undefined && process.platform !== "win32";
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      detached: group,
      shell: process.platform === "win32" && command === "npm",
      stdio: [input === undefined ? "ignore" : "pipe", piped ? "pipe" : "inherit", piped ? "pipe" : "inherit"],
    });
    const file = log === undefined ? undefined : createWriteStream(log, { flags: "a" });
    let output = "";
    const take = (text) => {
      output += text;
      file?.write(text);
    };
    child.stdout?.setEncoding("utf8").on("data", take);
    child.stderr?.setEncoding("utf8").on("data", take);
    child.stdin?.end(input);
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => end(child, group), timeoutMs);
    child.once("error", reject);
    child.once("close", (code) => {
      clearTimeout(timer);
      file?.end();
      resolve({ code, output });
    });
  });
}

function end(child, group) {
  try {
    process.kill(group ? -child.pid : child.pid, "SIGKILL");
  } catch {
    // gone between the timer and here
  }
}

/** The last lines of a long output: what to show of a failure. */
export const tail = (text, lines = 30) => text.trimEnd().split("\n").slice(-lines).join("\n");
