// A TensorFlow.js script run by the worker, tracked, against the same script under plain node: same results, same time.
import { execFileSync, fork } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import { interleave } from "./lib/measure.mjs";

const REPEATS = 11;

/** Prints milliseconds of its fit, and what came out. `tf.setBackend("cpu")`: one thread, the steadiest clock there is. */
const SCRIPT = `
import * as tf from "@tensorflow/tfjs";
await tf.setBackend("cpu");
const x = tf.randomNormal([6000, 20], 0, 1, "float32", 1);
const y = x.sum(1, true);
const initial = (seed) => tf.initializers.glorotUniform({ seed });
const model = tf.sequential({ layers: [
  tf.layers.dense({ units: 32, activation: "relu", inputShape: [20], kernelInitializer: initial(2) }),
  tf.layers.dense({ units: 1, kernelInitializer: initial(3) }),
] });
model.compile({ optimizer: "adam", loss: "meanSquaredError", metrics: ["mae"] });
await model.fit(x, y, { epochs: 1, shuffle: false, verbose: 0 });
const started = performance.now();
const { history } = await model.fit(x, y, { epochs: 15, batchSize: 64, shuffle: false, validationSplit: 0.1, verbose: 0 });
console.log(JSON.stringify({ ms: performance.now() - started, loss: history.loss.at(-1) }));
`;

export default async function trackingOverhead({ root, dist }) {
  const directory = mkdtempSync(join(tmpdir(), "trainyard-bench-"));
  try {
    const script = join(directory, "script.mjs");
    writeFileSync(script, SCRIPT);
    mkdirSync(join(directory, "node_modules"));
    symlinkSync(join(root, "node_modules", "@tensorflow"), join(directory, "node_modules", "@tensorflow"));
    const losses = new Set();
    const keep = ({ ms, loss }) => {
      losses.add(loss);
      return ms;
    };
    let runs = 0;
    const { tracked, bare } = await interleave(
      {
        tracked: async () => keep(await runTracked(dist, script, join(directory, `live${runs++}`))),
        bare: async () => keep(runBare(script)),
      },
      REPEATS,
    );
    if (losses.size !== 1) throw new Error("tracking changed the result");
    const against = "the script under plain node";
    return [{ what: "training of a script, tracked", ours: tracked / 1000, theirs: bare / 1000, unit: "s", against, aim: "< 1.02" }];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const runBare = (script) => JSON.parse(execFileSync(process.execPath, [script], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));

/** Through the product's own worker, as the engine forks it. */
async function runTracked(dist, script, live) {
  const child = fork(join(dist, "worker.cjs"), [], { stdio: ["ignore", "pipe", "ignore", "ipc"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output += text;
  });
  const printed = new Promise((resolve) => child.stdout.once("close", resolve));
  const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  connection.listen();
  const job = { run: "bench", script, cwd: join(script, ".."), directory: live, backend: "auto", seed: null };
  const { fits } = await connection.sendRequest("worker/script", job, 1);
  if (fits !== 2) throw new Error(`${fits} fits were seen of 2`);
  connection.dispose();
  child.disconnect();
  await printed;
  return JSON.parse(output);
}
