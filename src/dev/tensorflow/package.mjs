import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run, tail } from "../lib/run.mjs";
import { problem } from "./errors.mjs";
import { RECIPE } from "./recipe.mjs";

/** The npm package without its install script: npm drops it when that script's download failed. */
export async function ensurePackage(directory, root, say) {
  if (!existsSync(join(directory, "package.json"))) {
    const wanted = `${RECIPE.package}@${RECIPE.packageVersion}`;
    say(`installing the package ${wanted}`);
    const args = ["install", "--ignore-scripts", "--no-save", "--no-audit", "--no-fund", wanted];
    const { code, output } = await run("npm", args, { cwd: root, capture: true });
    if (code !== 0)
      throw problem(`npm could not install ${wanted}:\n${tail(output, 5)}\n`, "Check that npm reaches its registry and try again.");
  }
  const { version } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
  if (version !== RECIPE.packageVersion)
    throw problem(`${RECIPE.package} ${version} is installed, ${RECIPE.packageVersion} is needed.`, "Run `npm ci` and try again.");
}

/** Node 23 dropped `util.isNullOrUndefined` and `util.isArray`, which two files of the package call in every operation. */
export function patchForNewNode(directory) {
  for (const name of ["nodejs_kernel_backend.js", join("kernels", "TopK.js")]) {
    const file = join(directory, "dist", name);
    const text = readFileSync(file, "utf8");
    const patched = text
      .replace(/\(0, util_1\.isNullOrUndefined\)\((\w+)\)/g, "($1 == null)")
      .replace(/\(0, util_1\.isArray\)\(/g, "Array.isArray(");
    if (patched !== text) writeFileSync(file, patched);
  }
}
