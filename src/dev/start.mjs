// `npm start [-- DATA --target COLUMN]`: the main job from a data file to a committed run and a report, headless.
// Everything happens in a demo workspace with a repository of its own; nothing of yours is touched.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, statSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: "inherit", ...options });
  if (error) stop(`${command} could not be started (${error.code}). Install it and try again.`, 1);
  if (status !== 0) process.exit(status ?? 1);
}

function stop(message, code) {
  console.error(`error: ${message}`);
  process.exit(code);
}

function step(title) {
  console.log(`\n\u2500\u2500 ${title} ${"\u2500".repeat(Math.max(0, 70 - title.length))}`);
}

const { values, positionals } = parseArgs({ options: { target: { type: "string" } }, allowPositionals: true, strict: true });
const own = positionals[0];
const data = own ? resolve(process.env.INIT_CWD ?? ".", own) : join(root, "examples", "penguins", "penguins.csv");
const target = own ? values.target : (values.target ?? "species");
if (own && !target) stop("name the column to predict: npm start -- DATA --target COLUMN", 2);
if (!statSync(data, { throwIfNoEntry: false })?.isFile()) stop(`${data} is not a file.`, 2);

run(process.execPath, [join(root, "src", "dev", "setup.mjs")]);

const name = basename(data, extname(data));
const workspace = join(root, "demo", name);
mkdirSync(workspace, { recursive: true });
copyFileSync(data, join(workspace, basename(data)));
if (!existsSync(join(workspace, ".git"))) run("git", ["init", "--quiet"], { cwd: workspace });

const trainyard = (...args) => run(process.execPath, [join(root, "dist", "cli.js"), ...args, "--cwd", workspace]);
const experiment = `${name}.experiment.json`;

step(`1 of 3  Look at ${basename(data)}`);
trainyard("profile", basename(data), "--target", target);
step("2 of 3  Propose an experiment");
if (existsSync(join(workspace, experiment))) console.log(`${join(workspace, experiment)} is there already: it is kept as it is.`);
else trainyard("init", basename(data), "--target", target);
step("3 of 3  Split, prepare, train, evaluate, commit");
trainyard("train", experiment);
