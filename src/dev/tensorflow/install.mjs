import { join } from "node:path";
import { withLock } from "../lib/lock.mjs";
import { compileBinding } from "./compile.mjs";
import { ensureLibraries } from "./libraries.mjs";
import { ownInstaller } from "./own-installer.mjs";
import { ensurePackage, patchForNewNode } from "./package.mjs";
import { buildsHere } from "./platform.mjs";
import { RECIPE } from "./recipe.mjs";
import { selfTest } from "./self-test.mjs";
import { isStamped, readStamp, writeStamp } from "./stamp.mjs";

/**
 * Makes `@tensorflow/tfjs-node` work in `root`/node_modules. `cache` keeps the libraries for all checkouts.
 * @returns {Promise<{ version: string, fresh: boolean }>} TensorFlow's version, and whether anything had to be done.
 */
export async function installTensorflow({ root, cache, say }) {
  const directory = join(root, "node_modules", ...RECIPE.package.split("/"));
  if (isStamped(directory)) return { version: readStamp(directory).version, fresh: false };
  return withLock(join(cache, "lock"), async () => {
    if (isStamped(directory)) return { version: readStamp(directory).version, fresh: false };
    await ensurePackage(directory, root, say);
    await (buildsHere() ? build(directory, cache, say) : ownInstaller(directory, root, say));
    patchForNewNode(directory);
    say("testing it");
    const version = await selfTest(directory);
    writeStamp(directory, version);
    return { version, fresh: true };
  });
}

async function build(directory, cache, say) {
  const libraries = await ensureLibraries(cache, say);
  await compileBinding(directory, libraries, cache, say);
}
