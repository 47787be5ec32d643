// Compiles WebAssembly's text format: `compileWat(from, to)`.
import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import wabt from "wabt";

export async function compileWat(from, to) {
  const { parseWat } = await wabt();
  const module = parseWat(basename(from), await readFile(from, "utf8"), { simd: true, threads: true });
  await writeFile(to, module.toBinary({}).buffer);
  module.destroy();
}
