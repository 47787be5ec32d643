// A repository with a long history of runs, by `git fast-import`: what 10,000 trainings would have left.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const START = 1_790_000_000_000;
const identity = "Ada <ada@example.org>";

/** `loose`: a file for each ref and object, as they lie before git has ever tidied up. */
export async function makeManyRuns(directory, count, { loose = false } = {}) {
  const git = (...args) => execFileSync("git", ["-c", "gc.auto=0", ...args], { cwd: directory, stdio: ["ignore", "pipe", "inherit"] });
  git("init", "--quiet", "--initial-branch=main");
  const unpack = loose ? ["-c", `fastimport.unpackLimit=${count * 10}`] : [];
  const child = spawn("git", [...unpack, "fast-import", "--quiet"], { cwd: directory, stdio: ["pipe", "inherit", "inherit"] });
  const ended = once(child, "exit");
  for (let i = 0; i < count; i += 1) {
    const id = ulidOf(START + i * 60_000, i);
    const run = summary(id, i);
    const text = `${JSON.stringify({ version: 1, ...run, command: [], versions: {}, artifacts: [], notes: [] })}\n`;
    const message = `trainyard run run-${i}: penguins val_acc ${run.headline.value} (FINISHED)\n\nlr ${run.params.lr}\n\n${JSON.stringify(run)}\n\nRun: ${id}\nStatus: FINISHED\n`;
    const at = Math.floor((START + i * 60_000) / 1000);
    const commit = [
      `commit refs/trainyard/runs/${id}\nauthor ${identity} ${at} +0000\ncommitter ${identity} ${at} +0000\n`,
      `data ${Buffer.byteLength(message)}\n${message}M 100644 inline run.json\ndata ${Buffer.byteLength(text)}\n${text}\n`,
    ];
    if (!child.stdin.write(commit.join(""))) await once(child.stdin, "drain");
  }
  child.stdin.end("done\n");
  const [code] = await ended;
  if (code !== 0) throw new Error(`git fast-import ended with ${code}`);
  if (!loose) git("pack-refs", "--all");
}

function ulidOf(time, random) {
  let rest = time;
  let id = "";
  for (let i = 0; i < 10; i += 1) {
    id = ALPHABET[rest % 32] + id;
    rest = Math.floor(rest / 32);
  }
  return (
    id +
    (random + 32 ** 4)
      .toString(32)
      .toUpperCase()
      .replace(/[ILOU]/g, "Z")
      .padStart(16, "0")
  );
}

function summary(id, i) {
  const value = 0.5 + (i % 500) / 1000;
  const series = (direction) => ({ last: value, best: value, bestStep: (i % 50) + 1, steps: 50, direction });
  return {
    id,
    name: `run-${i}`,
    kind: "experiment",
    group: `experiments/penguins-${i % 7}.experiment.json`,
    status: "FINISHED",
    startTime: START + i * 60_000,
    endTime: START + i * 60_000 + 30_000,
    params: {
      optimizer: i % 2 ? "adam" : "sgd",
      lr: 10 ** -(i % 5),
      units: 32 * (1 + (i % 4)),
      batchSize: 32,
      epochs: 50,
      dropout: 0.1,
      l2: 0,
    },
    metrics: { loss: series("min"), val_loss: series("min"), acc: series("max"), val_acc: series("max") },
    scores: Object.fromEntries(
      ["train", "validation", "test"].map((split) => [split, { accuracy: value, f1_macro: value, log_loss: 1 - value }]),
    ),
    headline: { metric: "val_acc", value, direction: "max" },
    code: { file: `experiments/penguins-${i % 7}.experiment.json`, head: null, branch: "main", dirty: false },
    error: null,
    commit: null,
    backend: "wasm",
    data: { path: "data/penguins.csv", sha256: "ab".repeat(32) },
  };
}
