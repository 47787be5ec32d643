import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
/** What is downloaded once for all checkouts: never inside the repository. */
export const CACHE = process.env.TRAINYARD_CACHE || join(homedir(), ".cache", "trainyard");
/** Where tests leave what a person may want to look at. */
export const ARTIFACTS = join(ROOT, "artifacts");
