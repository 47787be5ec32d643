// The first epoch of trainings whose length nobody knows beforehand, compiled against eager, in seconds of processor time, each in a process of its own.
import { join } from "node:path";
import { program } from "./lib/program.mjs";
import { publishMarkdown, readResults, writeResults } from "./lib/results.mjs";

const NETWORKS = { mlp: "MLP", cnn: "CNN", "lstm-50": "LSTM over 50 steps in time" };
const STEPS = [5, 20, 100, 400];
const REPEATS = 3;
/** Longer ones vary less. */
const LONG = 400;

export default async function firstEpoch({ root }) {
  const found = [];
  for (const [network, what] of Object.entries(NETWORKS))
    for (const way of ["fitDataset", "trainOnBatch"])
      for (const steps of STEPS) {
        const times = { compiled: [], eager: [] };
        for (let repeat = 0; repeat < (steps < LONG ? REPEATS : 1); repeat += 1)
          for (const side of Object.keys(times)) {
            const said = program(process.execPath, [
              join(root, "bench", "peers", "first-epoch.mjs"),
              root,
              network,
              way,
              String(steps),
              side,
            ]);
            const { cpu, ran, why } = JSON.parse(await said());
            if (why) throw new Error(`${what} was not compiled: ${why}`);
            times[side].push({ cpu, ran });
          }
        const [compiled, eager] = [middleOf(times.compiled), middleOf(times.eager)];
        found.push({ what, way, steps, compiled: compiled.cpu, eager: eager.cpu, ran: compiled.ran });
        process.stderr.write(`${JSON.stringify(found.at(-1))}\n`);
      }
  writeResults(root, "first-epoch", found);
  return found.map(({ what, way, steps, compiled, eager }) => ({
    what: `${way}, ${steps} steps, ${what}`,
    ours: compiled,
    theirs: eager,
    unit: "s",
    against: "the same, eager",
    aim: "at most 0.5 s more",
  }));
}

export function publish({ root }) {
  const all = readResults(root, "first-epoch");
  const rows = [...new Set(all.map(({ what, way }) => `${what}, \`${way}\``))].map((name) => {
    const own = all.filter(({ what, way }) => `${what}, \`${way}\`` === name);
    return [name, ...own.map(({ compiled, eager }) => `${compiled.toFixed(2)} / ${eager.toFixed(2)}`)];
  });
  const head = ["Seconds of processor time, compiled / eager", ...STEPS.map((steps) => `${steps} steps`)];
  const lines = [head, head.map((_, i) => (i === 0 ? "---" : "--:")), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  publishMarkdown(root, join("docs", "compile.md"), "first-epoch", lines.join("\n"));
}

const middleOf = (all) => all.sort((a, b) => a.cpu - b.cpu)[Math.floor(all.length / 2)];
