import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root: this file runs from `out/test/vscode/harness/`. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "..");
export const SCREENSHOTS = join(ROOT, "artifacts", "screenshots");
/** Where a failed suite leaves its logs and its last picture. */
export const FAILURES = join(ROOT, "artifacts", "vscode");

export interface Places {
  /** The Node that code-server wants, and code-server's entry file. */
  node: string;
  entry: string;
  /** Chromium. */
  browser: string;
}

/** What `src/dev/vscode-setup.mjs` put there. */
export function places(): Places {
  const cache = process.env.TRAINYARD_CACHE ?? join(homedir(), ".cache", "trainyard");
  try {
    return JSON.parse(readFileSync(join(cache, "vscode", "places.json"), "utf8"));
  } catch (cause) {
    throw new Error("VS Code for the tests is not there: run `node src/dev/vscode-setup.mjs`.", { cause });
  }
}
