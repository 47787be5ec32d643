// Bundles everything into dist/: `npm run build [-- --minify] [-- --only tf,worker]`. Type checking is `tsc -b`, apart from this.
import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { writeSchemas } from "./schema.mjs";
import { compileWat } from "./wat.mjs";
import { webviews } from "./webviews.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const minify = process.argv.includes("--minify");
const common = { absWorkingDir: root, bundle: true, sourcemap: !minify, minify, logLevel: "warning", legalComments: "none" };

const only = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1].split(",") : null;

const node = {
  ...common,
  platform: "node",
  target: "node20",
  external: ["vscode", "@duckdb/node-api", "@duckdb/node-bindings", "@tensorflow/tfjs-node"],
  // Its main file is UMD, whose `require` calls cannot be followed.
  alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js" },
};
const cjs = {
  ...node,
  format: "cjs",
  outExtension: { ".js": ".cjs" },
  define: { "import.meta.url": "importMetaUrl" },
  banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
};
const esm = {
  ...node,
  format: "esm",
  banner: {
    js: "import { createRequire as createRequireForBundle } from 'node:module'; const require = createRequireForBundle(import.meta.url);",
  },
};

const bundles = [
  { ...cjs, entryPoints: { host: "src/host/main.ts" }, outdir: "dist" },
  { ...cjs, entryPoints: { engine: "src/engine/main.ts", worker: "src/engine/worker/main.ts" }, outdir: "dist" },
  // TensorFlow.js is one file of its own: the worker loads it, and a user's script that has none. Its ES modules, so that the exports have names.
  { ...cjs, entryPoints: { tf: "src/engine/backend/tf.ts" }, mainFields: ["module", "main"], outdir: "dist" },
  // What a thread of its own runs.
  { ...cjs, entryPoints: { "tree-thread": "src/engine/trees/thread.ts", "forest-thread": "src/engine/forest/thread.ts" }, outdir: "dist" },
  // What scripts may import: `trainyard` and `trainyard/compile`.
  { ...cjs, entryPoints: { sdk: "src/sdk/index.ts", compile: "src/engine/compile/index.ts" }, outdir: "dist" },
  // A bundle of its own: Node runs a script's module hooks in a thread of their own.
  { ...esm, entryPoints: { "script-hooks": "src/engine/script/esm-hooks.ts" }, outdir: "dist", outExtension: { ".js": ".mjs" } },
  { ...esm, entryPoints: { cli: "src/cli/main.ts" }, outdir: "dist" },
  { ...common, ...webviews },
];

if (!only) await rm(join(root, "dist"), { recursive: true, force: true });
await mkdir(join(root, "dist", "wasm"), { recursive: true });
await Promise.all(bundles.flatMap(chosen).map(build));
if (!only || only.includes("host")) await writeSchemas();
for (const kernel of ["trees/histogram", "trees/rows", "trees/sigmoid", "cluster/distances"])
  await compileWat(join(root, "src", "engine", `${kernel}.wat`), join(root, "dist", "wasm", `${basename(kernel)}.wasm`));
const wasm = join(root, "node_modules", "@tensorflow", "tfjs-backend-wasm", "dist");
for (const file of await readdir(wasm)) {
  if (file.endsWith(".wasm")) await cp(join(wasm, file), join(root, "dist", "wasm", file));
}

function chosen(bundle) {
  if (!only) return bundle;
  const entryPoints = Object.fromEntries(Object.entries(bundle.entryPoints).filter(([name]) => only.includes(name)));
  return Object.keys(entryPoints).length > 0 ? { ...bundle, entryPoints } : [];
}
