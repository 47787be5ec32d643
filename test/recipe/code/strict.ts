import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../support/paths.ts";
import { tempDir } from "../../support/temp.ts";

/** Asserts that the strict compiler accepts these files, and that they import nothing. */
export function assertStrict(files: readonly { name: string; source: string }[]): void {
  const directory = tempDir();
  for (const { name, source } of files) {
    assert.doesNotMatch(source, /^\s*import|require\(/m);
    writeFileSync(join(directory, name), source);
  }
  const compilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    target: "es2022",
    lib: ["es2022"],
    types: [],
  };
  writeFileSync(join(directory, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  writeFileSync(join(directory, "globals.d.ts"), "declare class TextEncoder {\n  encode(text: string): Uint8Array;\n}\n");
  const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  const { stdout, status } = spawnSync(process.execPath, [tsc, "-p", directory], { encoding: "utf8" });
  assert.equal(stdout, "");
  assert.equal(status, 0);
}
