import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RECIPE } from "./recipe.mjs";

const fileOf = (directory) => join(directory, ".trainyard.json");

/** The binding's place inside the package. */
export const bindingOf = (directory) => join(directory, "lib", `napi-v${RECIPE.napi}`, "tfjs_binding.node");

/** True if this recipe's result is in `directory` and has passed its test. */
export function isStamped(directory) {
  const stamp = readStamp(directory);
  return stamp?.revision === RECIPE.revision && stamp.tensorflow === RECIPE.tensorflow && existsSync(bindingOf(directory));
}

export function readStamp(directory) {
  try {
    return JSON.parse(readFileSync(fileOf(directory), "utf8"));
  } catch {
    return undefined;
  }
}

/** `version`: what the library says it is. */
export function writeStamp(directory, version) {
  writeFileSync(fileOf(directory), `${JSON.stringify({ revision: RECIPE.revision, tensorflow: RECIPE.tensorflow, version })}\n`);
}
