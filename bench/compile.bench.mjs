// Training and predicting compiled, against eager tfjs-node, wasm, and two versions of Keras, on the same networks, weights and data.
// TRAINYARD_BENCH_SCALE=0.05 takes fewer rows and one repeat, to see that it runs: no aims then. All figures lie in artifacts/bench/compile.json.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { aimsOf } from "./lib/compile-aims.mjs";
import { compiledMarkdown } from "./lib/compile-markdown.mjs";
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
    await ours("write", String(SCALE))();
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
        run: async (repeat) => {
          const order = names.map((_, i) => names[(i + repeat) % names.length]);
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
    const found = await repeated(measures);
    const versions = Object.fromEntries(Object.entries(KERAS).map(([side, { version }]) => [side, version]));
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

/** Every measure so many times, in turn. One that fails is told, and counted out. */
async function repeated(measures) {
  const found = [];
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    for (const [i, { side, threads, names, run }] of measures.entries()) {
      process.stderr.write(
        `\r${repeat + 1} of ${REPEATS}: ${i + 1} of ${measures.length} (${side}, ${threads}, ${names.join(" ")})\u001b[K`,
      );
      try {
        for (const one of await run(repeat)) found.push({ side, threads, ...one });
      } catch (error) {
        process.stderr.write(`\n${side}, ${names.join(" ")}: ${error.message}\n`);
      }
    }
  }
  return found;
}

const FITTED = ["total", "first", "step", "initial", "early", "loss"];
const ASKED = ["one", "many"];

/** Of each side its medians, with as many threads as did it better: of the whole fit, and of each prediction. */
function sidesOf(found, name) {
  const sides = {};
  for (const side of new Set(found.map((one) => one.side))) {
    const of = (threads) => found.filter((one) => one.name === name && one.side === side && one.threads === threads);
    const modes = ["all", "one"].filter((threads) => of(threads).length > 0);
    if (modes.length === 0) continue;
    const figure = (threads, key) =>
      median(
        of(threads)
          .map((one) => one[key])
          .filter((value) => typeof value === "number"),
      );
    const best = (key) => modes.reduce((least, one) => (figure(one, key) < figure(least, key) ? one : least));
    const fitted = best("total");
    sides[side] = {
      threads: { fit: fitted, one: best("one"), many: best("many") },
      ...Object.fromEntries(FITTED.map((key) => [key, figure(fitted, key)])),
      ...Object.fromEntries(ASKED.map((key) => [key, figure(best(key), key)])),
      refused: of(fitted).find((one) => one.why)?.why ?? null,
      all: Object.fromEntries(modes.map((threads) => [threads, of(threads)])),
    };
  }
  return sides;
}

const median = (values) => (values.length === 0 ? null : values.sort((a, b) => a - b)[Math.floor(values.length / 2)]);
