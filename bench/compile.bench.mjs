// Training compiled, against Keras and against eager tfjs-node: the whole first fit with all that is traced and compiled in it, and a step after that.
// TRAINYARD_BENCH_SCALE=0.05 takes fewer rows and one repeat, to see that it runs.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pythonOf } from "./lib/python.mjs";

const KERAS = ["keras==3.15.1", "tensorflow-cpu==2.21.0"];
const SCALE = Number(process.env.TRAINYARD_BENCH_SCALE ?? 1);
const REPEATS = SCALE < 1 ? 1 : 5;
const MODELS = {
  "mlp-32": { what: "MLP, batch 32", aim: "<= 0.25" },
  "mlp-256": { what: "MLP, batch 256", aim: "<= 0.25" },
  cnn: { what: "CNN, batch 32", aim: "<= 0.75" },
  lstm: { what: "LSTM, batch 32", aim: "<= 1" },
};
/** Both learn the same: losses are this close where all rows are taken. */
const MOST_APART = 0.1;

export default async function compiled({ root }) {
  const python = pythonOf("bench-keras", ...KERAS);
  const peers = join(root, "bench", "peers");
  const ours = (name, way) => () => measured(process.execPath, join(peers, "compile.mjs"), root, name, way, SCALE);
  return Object.entries(MODELS).flatMap(([name, { what, aim }]) => {
    const { fit, loop, eager, keras } = medians({
      fit: ours(name, "compiled"),
      loop: ours(name, "loop"),
      eager: ours(name, "eager"),
      keras: () => measured(python, join(peers, "compile_keras.py"), name, SCALE),
    });
    if (SCALE === 1 && fit.loss > keras.loss + MOST_APART) throw new Error(`${what}: loss ${fit.loss} against ${keras.loss}`);
    const row = (of, one, peer, against, unit, figure, more = {}) => ({
      what: `${what}, ${of}`,
      ours: one[figure],
      theirs: peer[figure],
      unit,
      against,
      digits: unit === "ms" ? 3 : 0,
      ...more,
    });
    return [
      row("first fit", fit, keras, "Keras", "ms", "total", { aim }),
      row("first fit", fit, eager, "eager tfjs-node", "ms", "total"),
      row("a step of fit", fit, keras, "Keras", "ms", "step", { aim }),
      row("a step of fit", fit, eager, "eager tfjs-node", "ms", "step"),
      row("a step in loops", loop, keras, "Keras", "ms", "step", { aim }),
    ];
  });
}

function measured(command, ...args) {
  return JSON.parse(execFileSync(command, args.map(String), { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }));
}

/** Of each figure, over interleaved repeats. */
function medians(measures) {
  const all = Object.fromEntries(Object.keys(measures).map((name) => [name, []]));
  for (let i = 0; i < REPEATS; i += 1) for (const [name, measure] of Object.entries(measures)) all[name].push(measure());
  const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const of = (found) => Object.fromEntries(Object.keys(found[0]).map((figure) => [figure, median(found.map((one) => one[figure]))]));
  return Object.fromEntries(Object.entries(all).map(([name, found]) => [name, of(found)]));
}
