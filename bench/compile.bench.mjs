// Training and predicting compiled, against eager tfjs-node, wasm, and two versions of Keras, on the same networks, weights and data.
// TRAINYARD_BENCH_SCALE=0.05 takes fewer rows and one repeat, to see that it runs: no aims then. All figures lie in artifacts/bench/compile.json.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { aimsOf } from "./lib/compile-aims.mjs";
import { compiledMarkdown } from "./lib/compile-markdown.mjs";
import { repeated, sidesOf } from "./lib/compile-sides.mjs";
import { machine } from "./lib/machine.mjs";
import { NETWORKS } from "./lib/networks.mjs";
import { program } from "./lib/program.mjs";
import { pythonOf } from "./lib/python.mjs";
import { publishMarkdown, readResults, writeResults } from "./lib/results.mjs";

const KERAS = {
  keras: { version: "3.15.1", packages: ["keras==3.15.1", "tensorflow-cpu==2.21.0"], environment: "bench-keras" },
  keras212: { version: "2.12.0", packages: ["keras==2.12.0", "tensorflow-cpu==2.12.1"], environment: "bench-keras-2.12" },
};
const SCALE = Number(process.env.TRAINYARD_BENCH_SCALE ?? 1);
const REPEATS = SCALE < 1 ? 1 : 5;
/** Native TensorFlow takes as many threads as there are cores, or works in the one that calls it. */
const ONE_THREAD = { TF_NUM_INTEROP_THREADS: "-1", TF_NUM_INTRAOP_THREADS: "1" };

export default async function compiled({ root }) {
  const directory = mkdtempSync(join(tmpdir(), "trainyard-bench-"));
  try {
    const peers = join(root, "bench", "peers");
    const ours = (...args) => program(process.execPath, [join(peers, "compile.mjs"), root, directory, ...args]);
    const tensorflow = (await ours("write", String(SCALE))()).trim();
    const names = Object.keys(NETWORKS);
    const each = (side, threads, way, env) =>
      names.map((name) => ({ side, threads, names: [name], run: async () => [{ name, ...JSON.parse(await ours(name, way)(env)) }] }));
    // Keras takes long to load: one process for all networks, another one first each time. What is made once a process is for nothing then.
    const kerases = Object.entries(KERAS).flatMap(([side, { packages, environment }]) => {
      const python = pythonOf(environment, ...packages);
      return ["all", "one"].map((threads) => ({
        side,
        threads,
        names,
        run: async (worth, repeat) => {
          const order = worth.map((_, i) => worth[(i + repeat) % worth.length]);
          const said = await program(python, [join(peers, "compile_keras.py"), directory, threads === "one" ? "1" : "0", ...order])();
          return said.trim().split("\n").map(JSON.parse);
        },
      }));
    });
    const measures = [
      ...each("ours", "all", "compiled"),
      ...each("ours", "one", "compiled", ONE_THREAD),
      ...each("eager", "all", "eager"),
      ...each("wasm", "all", "wasm"),
      ...kerases,
    ];
    const found = await repeated(measures, REPEATS);
    const versions = { tensorflow, ...Object.fromEntries(Object.entries(KERAS).map(([side, { version }]) => [side, version])) };
    const networks = Object.fromEntries(names.map((name) => [name, { ...factsOf(NETWORKS[name]), ...sidesOf(found, name) }]));
    const results = { machine: machine(), scale: SCALE, repeats: REPEATS, versions, networks };
    writeResults(root, "compile", results);
    process.stderr.write(`\n${compiledMarkdown(results).whole}\n\n`);
    return aimsOf(results);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Writes the tables of the last whole measurement into README.md and docs/compile.md. */
export function publish({ root }) {
  const results = readResults(root, "compile");
  if (results.scale !== 1) throw new Error("The last measurement was of a part: measure without TRAINYARD_BENCH_SCALE first.");
  const { whole, short } = compiledMarkdown(results);
  publishMarkdown(root, "docs/compile.md", "compile", whole);
  publishMarkdown(root, "README.md", "compile", short);
}

const factsOf = ({ what, aim, epochs, batch, rows }) => ({ what, aim, epochs, batch, rows });
