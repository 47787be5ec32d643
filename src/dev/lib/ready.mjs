import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onPath } from "./debian.mjs";
import { withLock } from "./lock.mjs";
import { ROOT } from "./paths.mjs";
import { run, tail } from "./run.mjs";

const OLDEST_NODE = [20, 19];
const BUILT = join(ROOT, "dist", ".built");

/**
 * Makes the checkout ready to run: dependencies as the lockfile has them, bundles as the sources are.
 * Does nothing, and says nothing, where that is so already. Throws with the remedy.
 */
export async function makeReady(say) {
  checkPrograms();
  const lock = join(tmpdir(), `trainyard-setup-${digest(ROOT).slice(0, 12)}.lock`);
  await withLock(lock, async () => {
    if (!dependenciesMatch()) await installDependencies(say);
    const sources = fingerprint();
    if (!existsSync(BUILT) || readFileSync(BUILT, "utf8") !== sources) await build(sources, say);
  });
}

/** Whether every package that the lockfile asks for is in node_modules, in its version; optional ones may be missing. */
function dependenciesMatch(root = ROOT) {
  const installed = packagesOf(join(root, "node_modules", ".package-lock.json"));
  const wanted = packagesOf(join(root, "package-lock.json"));
  if (!installed || !wanted) return false;
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (path === "") return true;
    const there = installed[path];
    return there ? there.version === version : Boolean(optional || devOptional);
  });
}

function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : undefined;
}

async function installDependencies(say) {
  say("installing the dependencies of package-lock.json");
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
  const { code, output } = await run("npm", args, { cwd: ROOT, capture: true, timeoutMs: 900_000 });
  if (code !== 0) throw new Error(`npm ci failed (${code}). Is the package registry reachable?\n${tail(output)}`);
}

async function build(sources, say) {
  say("building dist/");
  const { code, output } = await run(process.execPath, [join(ROOT, "src", "dev", "build.mjs")], {
    cwd: ROOT,
    capture: true,
    timeoutMs: 300_000,
  });
  if (code !== 0) throw new Error(`The build failed (${code}):\n${tail(output, 60)}`);
  mkdirSync(join(ROOT, "dist"), { recursive: true });
  writeFileSync(BUILT, sources);
}

function checkPrograms() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    throw new Error(`Node ${OLDEST_NODE.join(".")} or newer is needed; this is ${process.versions.node}.`);
  }
  const git = process.platform === "win32" ? "git.exe" : "git";
  if (!onPath(git)) throw new Error("git is needed and not on the PATH. Install it and run this again.");
}

/** Path, size and time of everything that the bundles are made from. */
function fingerprint() {
  const files = ["src", "webview"].flatMap((dir) => readdirSync(join(ROOT, dir), { recursive: true }).map((name) => join(dir, name)));
  const facts = [...files, "package.json", "package-lock.json"].sort().map((name) => {
    const { size, mtimeMs } = statSync(join(ROOT, name));
    return `${name} ${size} ${mtimeMs}`;
  });
  return digest(facts.join("\n"));
}

const digest = (text) => createHash("sha256").update(text).digest("hex");
