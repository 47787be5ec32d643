import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./paths.mjs";

/** Compiled test files below `test/<dir>`, listed from their sources: what was deleted there does not run from a stale `out/`. */
export function specs(dir, without = []) {
  const from = join(ROOT, "test", dir);
  if (!existsSync(from)) return [];
  return readdirSync(from, { recursive: true })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".test.ts") && !without.some((other) => name.startsWith(other)))
    .sort()
    .map((name) => join(ROOT, "out", "test", dir, name.replace(/\.ts$/, ".js")));
}
