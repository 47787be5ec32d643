// A virtual environment with the Python peers, made once in the cache directory.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Path of a Python that has `packages` (exact pins). */
export const pythonWith = (...packages) => pythonOf("bench-python", ...packages);

/** The same in an environment of its own, for packages that others would not agree with. */
export function pythonOf(name, ...packages) {
  const venv = join(homedir(), ".cache", "trainyard", name);
  const python = join(venv, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  const stamp = join(venv, `${packages.join("+")}.ok`);
  if (existsSync(stamp)) return python;
  mkdirSync(venv, { recursive: true });
  if (!existsSync(python)) execFileSync("python3", ["-m", "venv", venv], { stdio: "inherit" });
  execFileSync(python, ["-m", "pip", "install", "--quiet", ...packages], { stdio: "inherit" });
  writeFileSync(stamp, "");
  return python;
}
