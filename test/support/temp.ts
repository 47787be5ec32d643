import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const made: string[] = [];

/** A directory of this test process's own, removed when it ends. */
export function tempDir(prefix = "trainyard-test-"): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), prefix)));
  made.push(dir);
  return dir;
}

process.once("exit", () => {
  for (const dir of made) rmSync(dir, { recursive: true, force: true });
});
