import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { failure } from "../shared/errors.ts";

const here = dirname(fileURLToPath(import.meta.url));
/** A bundle has the others beside it; compiled modules of a checkout (`out/src/engine`) find them in `dist`. */
const places = [here, join(here, "..", "..", "..", "dist")];

/** Absolute path of a built file, e.g. `tf.cjs` or the directory `wasm`. */
export function distFile(name: string): string {
  const found = places.map((place) => join(place, name)).find((path) => existsSync(path));
  if (!found) throw bundleMissing(name);
  return found;
}

/** Directories of our own code, as stack traces show them, with source maps or without: not the user's. */
export function ownDirectories(): string[] {
  const bundled = existsSync(join(here, "tf.cjs"));
  return bundled ? [here, join(here, "..", "src")] : [places[1] as string, join(here, ".."), join(here, "..", "..", "..", "src")];
}

const bundleMissing = (name: string) =>
  failure({
    code: "bundle-missing",
    message: `A part of Trainyard is not built: ${name}.`,
    remedy: "Run `npm run build` in Trainyard's folder, or install Trainyard again.",
  });
