// Helpers of the benchmarks: medians of interleaved repetitions, so that both sides see the same machine.
import { spawn } from "node:child_process";

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Milliseconds `work` takes. */
export async function time(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Medians of `repeats` interleaved measurements, each given as a function that returns milliseconds. */
export async function interleave(measures, repeats) {
  const times = Object.fromEntries(Object.keys(measures).map((name) => [name, []]));
  for (let i = 0; i < repeats; i += 1) {
    for (const [name, measure] of Object.entries(measures)) times[name].push(await measure());
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
}

/** Runs a program to its end and gives its milliseconds; throws when it fails. */
export function timeProgram(command, args, options = {}) {
  return time(
    () =>
      new Promise((resolve, reject) => {
        const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"], ...options });
        let errors = "";
        child.stderr.on("data", (text) => {
          errors += text;
        });
        child.once("error", reject);
        child.once("close", (code) => (code === 0 ? resolve() : reject(new Error(`${command} ${args[0]} ended with ${code}: ${errors}`))));
      }),
  );
}
