import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root: tests run from `out/test/`. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
export const DIST = join(ROOT, "dist");
export const FIXTURES = join(ROOT, "test", "fixtures");
export const PENGUINS = join(ROOT, "examples", "penguins", "penguins.csv");
