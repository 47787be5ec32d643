import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ensureDebianPackages, onPath } from "./debian.mjs";
import { withLock } from "./lock.mjs";
import { CACHE } from "./paths.mjs";
import { run, tail } from "./run.mjs";

/** code-server 4.139.1 is VS Code 1.139.1 and wants Node 24, which its npm package brings along with the headers to build with. */
const CODE_SERVER = "4.139.1";
const NODE = "24.21.0";
const NODE_PACKAGE = `node-${process.platform}-${process.arch}`;
const HOME = join(CACHE, "vscode");
const NODE_DIR = join(HOME, "node", "node_modules", NODE_PACKAGE);

/** Where the parts are once `ensureCodeServer` has run. */
export const codeServer = {
  home: HOME,
  node: join(NODE_DIR, "bin", "node"),
  entry: join(HOME, "code-server", "node_modules", "code-server", "out", "node", "entry.js"),
};

const hasCodeServer = () => isThere("node", NODE) && isThere("code-server", `${CODE_SERVER} ${NODE}`) && existsSync(codeServer.entry);

/** Puts real VS Code (code-server) and its Node into the cache from the package registry, once; several minutes the first time. */
export async function ensureCodeServer(say) {
  if (process.platform !== "linux")
    throw new Error("code-server is used on Linux only; elsewhere install VS Code and put `code` on the PATH.");
  const build = hasCodeServer() ? [] : ["libkrb5-dev", "g++", "make", "python3"];
  await ensureDebianPackages([...(findBrowser() ? [] : ["chromium"]), "fonts-dejavu-core", ...build], say);
  if (hasCodeServer()) return writePlaces();
  await withLock(join(HOME, ".lock"), async () => {
    await part("node", NODE, say, () => npmInstall("node", { private: true }, `${NODE_PACKAGE}@${NODE}`, process.env));
    // npm itself runs on Node 24 here: code-server's install script looks at that; node-gyp takes the headers from the same package.
    const env = { ...process.env, PATH: join(NODE_DIR, "bin") + delimiter + process.env.PATH, npm_config_nodedir: NODE_DIR };
    const allowScripts = { [`code-server@${CODE_SERVER}`]: true, "argon2@0.44.0": true };
    await part("code-server", `${CODE_SERVER} ${NODE}`, say, () =>
      npmInstall("code-server", { private: true, allowScripts }, `code-server@${CODE_SERVER}`, env),
    );
  });
  return writePlaces();
}

/** The tests read from this file where VS Code is; they know nothing of how it got there. */
function writePlaces() {
  writeFileSync(join(HOME, "places.json"), JSON.stringify({ ...codeServer, browser: findBrowser() }, null, 2));
  return codeServer;
}

/** A Chromium that Playwright can drive; undefined where there is none. */
const findBrowser = () =>
  process.env.CHROMIUM || ["chromium", "chromium-browser", "google-chrome", "microsoft-edge"].map(onPath).find(Boolean);

const stampOf = (name) => join(HOME, name, ".stamp");
const isThere = (name, stamp) => existsSync(stampOf(name)) && readFileSync(stampOf(name), "utf8") === stamp;

async function part(name, stamp, say, install) {
  if (isThere(name, stamp)) return;
  const started = Date.now();
  say(`${name} ${stamp.split(" ")[0]}: installing into ${join(HOME, name)}`);
  rmSync(join(HOME, name), { recursive: true, force: true });
  mkdirSync(join(HOME, name), { recursive: true });
  await install();
  writeFileSync(stampOf(name), stamp);
  say(`${name}: there after ${Math.round((Date.now() - started) / 1000)} s`);
}

async function npmInstall(name, manifest, what, env) {
  const cwd = join(HOME, name);
  writeFileSync(join(cwd, "package.json"), JSON.stringify(manifest));
  const args = [
    "install",
    "--prefix",
    cwd,
    "--ignore-scripts=false",
    "--no-audit",
    "--no-fund",
    "--save-exact",
    "--foreground-scripts",
    what,
  ];
  const log = join(HOME, `${name}.log`);
  rmSync(log, { force: true });
  const { code, output } = await run("npm", args, { cwd, env: withoutNpmScript(env), log, timeoutMs: 900_000 });
  if (code !== 0) throw new Error(`npm could not install ${what} (${code}); all it said is in ${log}:\n${tail(output)}`);
}

/** Without what an outer `npm run` says of itself: the inner npm would take this repository's package.json for its own. */
const withoutNpmScript = (env) =>
  Object.fromEntries(
    Object.entries(env).filter(
      ([key]) => !/^npm_(package|lifecycle|config_local_prefix|config_global_prefix|config_ignore_scripts)/.test(key),
    ),
  );
