import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { ARTIFACTS, ROOT } from "./paths.mjs";
import { run, tail } from "./run.mjs";

/** VS Code's name of a target -> what npm calls it. */
export const TARGETS = {
  "linux-x64": { os: "linux", cpu: "x64", libc: "glibc" },
  "linux-arm64": { os: "linux", cpu: "arm64", libc: "glibc" },
  "alpine-x64": { os: "linux", cpu: "x64", libc: "musl" },
  "alpine-arm64": { os: "linux", cpu: "arm64", libc: "musl" },
  "darwin-x64": { os: "darwin", cpu: "x64" },
  "darwin-arm64": { os: "darwin", cpu: "arm64" },
  "win32-x64": { os: "win32", cpu: "x64" },
  "win32-arm64": { os: "win32", cpu: "arm64" },
};

/** What the bundles leave outside: it has native parts. */
const UNBUNDLED = "@duckdb/node-api";
const BESIDE = ["README.md", "CHANGELOG.md", "LICENSE", "package.nls.json", "media", ".vscodeignore"];

export function currentTarget() {
  const musl = process.platform === "linux" && !process.report.getReport().header.glibcVersionRuntime;
  return `${musl ? "alpine" : process.platform}-${process.arch}`;
}

/**
 * Packs the built extension for one target into `dir`.
 * @returns {Promise<{ file: string, bytes: number, files: number }>}
 */
export async function packageExtension(target, dir, say) {
  const platform = TARGETS[target];
  if (!platform) throw new Error(`There is no target ${target}. There are: ${Object.keys(TARGETS).join(", ")}.`);
  const stage = join(ARTIFACTS, "stage", target);
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  for (const name of BESIDE) if (existsSync(join(ROOT, name))) cpSync(join(ROOT, name), join(stage, name), { recursive: true });
  stageBundles(join(stage, "dist"));
  const manifest = stageManifest(stage);
  await stageDependencies(stage, platform, say);
  mkdirSync(dir, { recursive: true });
  const file = join(dir, `${manifest.name}-${manifest.version}-${target}.vsix`);
  await quietly(() =>
    createVSIX({ cwd: stage, packagePath: file, target, dependencies: true, rewriteRelativeLinks: false, allowMissingRepository: true }),
  );
  const files = readdirSync(stage, { recursive: true }).length;
  rmSync(stage, { recursive: true, force: true });
  return { file, bytes: statSync(file).size, files };
}

/** Copies dist/ without source maps. Nothing is minified: the database is most of the size, and names help whoever reads a user's report. */
function stageBundles(to) {
  cpSync(join(ROOT, "dist"), to, { recursive: true, filter: (source) => !source.endsWith(".map") && !basename(source).startsWith(".") });
}

/** The manifest of what is installed: no scripts, nothing to develop with, only the dependency that is not bundled. */
function stageManifest(stage) {
  const { dependencies, ...manifest } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  for (const key of ["scripts", "devDependencies", "optionalDependencies", "overrides", "private", "mocha", "c8", "knip", "allowScripts"])
    delete manifest[key];
  const staged = { ...manifest, dependencies: { [UNBUNDLED]: dependencies[UNBUNDLED] } };
  writeFileSync(join(stage, "package.json"), JSON.stringify(staged, null, 2));
  return staged;
}

/** Installs for the target, from a lockfile that is the part of ours which belongs to that dependency. */
async function stageDependencies(stage, { os, cpu, libc }, say) {
  const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
  const { name, version, dependencies } = JSON.parse(readFileSync(join(stage, "package.json"), "utf8"));
  const packages = { "": { name, version, dependencies }, ...closure(lock.packages, UNBUNDLED) };
  writeFileSync(
    join(stage, "package-lock.json"),
    JSON.stringify({ name, version, lockfileVersion: lock.lockfileVersion, requires: true, packages }),
  );
  const args = [
    "ci",
    "--omit=dev",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    `--os=${os}`,
    `--cpu=${cpu}`,
    ...(libc ? [`--libc=${libc}`] : []),
  ];
  const install = () => run("npm", args, { cwd: stage, capture: true, timeoutMs: 300_000 });
  const first = await install();
  const { code, output } = first.code === 0 ? first : await install(); // a registry that does not answer once answers the next time
  if (code !== 0) throw new Error(`The dependencies for ${os}-${cpu} could not be installed (${code}):\n${tail(output)}`);
  rmSync(join(stage, "package-lock.json"));
  say(`packaging for ${os}-${cpu}${libc ? ` (${libc})` : ""}`);
}

/** Entries of `packages` that the package needs, itself included. None of them is nested, which is checked. */
function closure(packages, name, found = {}) {
  const path = `node_modules/${name}`;
  const entry = packages[path];
  if (!entry) throw new Error(`package-lock.json has no ${path}.`);
  found[path] = entry;
  for (const needed of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) {
    if (!found[`node_modules/${needed}`]) closure(packages, needed, found);
  }
  return found;
}

/** vsce prints a table and hints for publishers to the terminal. */
async function quietly(work) {
  const { log, warn } = console;
  console.log = console.warn = () => undefined;
  try {
    return await work();
  } finally {
    Object.assign(console, { log, warn });
  }
}
