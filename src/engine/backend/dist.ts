import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleMissing } from "./errors.ts";

const here = dirname(fileURLToPath(import.meta.url));
/** A bundle has the others beside it; compiled modules of a checkout (`out/src/engine/backend`) find them in `dist`. */
const places = [here, join(here, "..", "..", "..", "..", "dist")];

/** Absolute path of a built file, e.g. `tf.cjs` or the directory `wasm`. */
export function distFile(name: string): string {
  const found = places.map((place) => join(place, name)).find((path) => existsSync(path));
  if (!found) throw bundleMissing(name);
  return found;
}

/** Directories of our own code, as stack traces show them: not the user's. */
export const ownDirectories = (): string[] => (existsSync(join(here, "tf.cjs")) ? [here] : [places[1] as string, join(here, "..", "..")]);
