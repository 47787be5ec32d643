import { existsSync } from "node:fs";
import { run, tail } from "../lib/run.mjs";
import { problem } from "./errors.mjs";
import { bindingOf } from "./stamp.mjs";

const LIMIT_MS = 15 * 60_000;

/** Where PyPI's libraries do not run (macOS, Windows, ARM): the package's own installer, which downloads from outside the registries. */
export async function ownInstaller(directory, root, say) {
  if (existsSync(bindingOf(directory))) return;
  say("running the package's own installer");
  const { code, output } = await run(process.execPath, ["scripts/install.js"], { cwd: directory, capture: true, timeoutMs: LIMIT_MS });
  if (code === 0 && existsSync(bindingOf(directory))) return;
  throw problem(
    `The package's own installer failed on ${process.platform} ${process.arch}:\n${tail(output, 5)}\n`,
    `Native TensorFlow can be built from package registries on Linux x64 only. Let ${root} reach the internet and try again, or stay with the backend \`wasm\`.`,
  );
}
