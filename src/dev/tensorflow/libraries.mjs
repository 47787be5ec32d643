import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "../lib/run.mjs";
import { problem } from "./errors.mjs";
import { RECIPE } from "./recipe.mjs";
import { ensureWheel } from "./wheel.mjs";
import { openZip } from "./zip.mjs";

/** libtensorflow and the headers the binding reaches (14 of 9,500), in the cache. Returns their directory: `lib/`, `include/`. */
export async function ensureLibraries(cache, say) {
  const done = join(cache, `libtensorflow-${RECIPE.tensorflow}-${RECIPE.sha256.slice(0, 8)}`);
  if (existsSync(done)) return done;
  const wheel = await ensureWheel(cache, say);
  say("extracting libtensorflow");
  const temporary = `${done}.${process.pid}.tmp`;
  rmSync(temporary, { recursive: true, force: true });
  const zip = await openZip(wheel);
  try {
    await extractLibraries(zip, join(temporary, "lib"));
    await extractHeaders(zip, join(temporary, "include"));
  } finally {
    await zip.close();
  }
  renameSync(temporary, done);
  rmSync(wheel, { force: true });
  return done;
}

async function extractLibraries(zip, directory) {
  mkdirSync(directory, { recursive: true });
  for (const name of RECIPE.libraries) {
    const file = join(directory, name);
    await zip.extract(`tensorflow/${name}`, file);
    chmodSync(file, 0o755);
    // A quarter of them is symbol tables; without `strip` they only take more room.
    await run("strip", ["--strip-unneeded", file], { capture: true }).catch(() => undefined);
  }
  // Names that the linker looks for.
  symlinkSync(RECIPE.libraries[0], join(directory, "libtensorflow.so"));
  symlinkSync(RECIPE.libraries[1], join(directory, "libtensorflow_framework.so"));
}

async function extractHeaders(zip, directory) {
  const waiting = [...RECIPE.headers];
  const seen = new Set();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    if (!zip.has(`tensorflow/include/${name}`))
      throw problem(`The wheel lacks the header ${name}.`, "Report this: the recipe is out of date.");
    const file = join(directory, name);
    mkdirSync(dirname(file), { recursive: true });
    const text = await zip.extract(`tensorflow/include/${name}`, file).then(() => zip.read(`tensorflow/include/${name}`));
    for (const [, included] of text.toString("utf8").matchAll(/^\s*#\s*include\s+"([^"]+)"/gm)) waiting.push(included);
  }
}
