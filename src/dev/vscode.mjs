// `npm run vscode [-- FOLDER]`: the extension in VS Code, for a person to try: the desktop's if there is one, else
// code-server in the browser, until Ctrl-C. Without a folder it opens the demo workspace.
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { codeServer, ensureCodeServer } from "./lib/code-server.mjs";
import { findDesktop } from "./lib/desktop-vscode.mjs";
import { ARTIFACTS, ROOT } from "./lib/paths.mjs";
import { makeReady } from "./lib/ready.mjs";
import { run, tail } from "./lib/run.mjs";

const say = (line) => console.log(`${line}...`);

try {
  await makeReady(say);
  const folder = process.argv[2] ? resolve(process.env.INIT_CWD ?? ".", process.argv[2]) : await demoFolder();
  const desktop = findDesktop();
  if (desktop) await openDesktop(desktop, folder);
  else await openServer(folder);
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
}

/** The workspace that `npm start` makes too. */
async function demoFolder() {
  const folder = join(ROOT, "demo", "penguins");
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, "penguins.csv")))
    copyFileSync(join(ROOT, "examples", "penguins", "penguins.csv"), join(folder, "penguins.csv"));
  if (!existsSync(join(folder, ".git"))) await run("git", ["init", "--quiet"], { cwd: folder });
  return folder;
}

async function openDesktop(program, folder) {
  console.log(`Opening ${folder} in ${program}`);
  const { code } = await run(program, ["--new-window", `--extensionDevelopmentPath=${ROOT}`, folder]);
  if (code !== 0) throw new Error(`${program} ended with ${code}.`);
}

async function openServer(folder) {
  await ensureCodeServer(say);
  const dirs = await serverDirs();
  await installExtension(dirs);
  const port = await freePort();
  console.log(`\nVS Code is at http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}\nCtrl-C ends it.`);
  const args = ["--bind-addr", `127.0.0.1:${port}`, "--auth", "none", "--disable-telemetry", "--disable-update-check", "--disable-proxy"];
  await run(codeServer.node, [codeServer.entry, ...dirs, ...args], { env: ownEnv(), log: join(ARTIFACTS, "vscode.log") });
}

/** A profile of its own, kept between calls; nothing of a VS Code that is installed is touched. */
async function serverDirs() {
  const home = join(codeServer.home, "profile");
  mkdirSync(home, { recursive: true });
  mkdirSync(ARTIFACTS, { recursive: true });
  writeFileSync(join(home, "config.yaml"), "auth: none\n");
  return ["--config", join(home, "config.yaml"), "--user-data-dir", join(home, "data"), "--extensions-dir", join(home, "extensions")];
}

/** A browser cannot be told of an extension under development: it gets the packaged one. */
async function installExtension(dirs) {
  const { currentTarget, packageExtension } = await import("./lib/vsix.mjs");
  const { file } = await packageExtension(currentTarget(), ARTIFACTS, say);
  const { code, output } = await run(codeServer.node, [codeServer.entry, ...dirs, "--install-extension", file, "--force"], {
    env: ownEnv(),
    capture: true,
  });
  if (code !== 0) throw new Error(`${file} could not be installed (${code}):\n${tail(output)}`);
}

function ownEnv() {
  return Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith("VSCODE_")));
}

function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
