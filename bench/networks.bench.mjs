// How good networks are and how long they learn, against the same networks in Keras: real tables, real images, generated texts, five splits each.
// TRAINYARD_BENCH_SCALE=0.2 trains for fewer epochs, to see that it runs.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compared, noneWorse } from "./lib/compared.mjs";
import { program } from "./lib/program.mjs";
import { pythonOf, pythonWith } from "./lib/python.mjs";
import { writeResults } from "./lib/results.mjs";

const SEEDS = 5;
/** Standard errors that one in a hundred differences of five splits exceeds by chance (Student's t). */
const NOISE = 3.75;
const SCALE = Number(process.env.TRAINYARD_BENCH_SCALE ?? 1);
const MODES = { all: {}, one: { TF_NUM_INTEROP_THREADS: "-1", TF_NUM_INTRAOP_THREADS: "1" } };

export default async function networks({ root }) {
  const peers = join(root, "bench", "peers");
  const sklearn = pythonWith("scikit-learn==1.9.1", "numpy==2.4.6");
  const keras = pythonOf("bench-keras", "keras==3.15.1", "tensorflow-cpu==2.21.0");
  const directory = mkdtempSync(join(tmpdir(), "trainyard-bench-"));
  try {
    await program(sklearn, [join(peers, "networks_data.py"), directory, String(SEEDS)])();
    const sides = { ours: [process.execPath, [join(peers, "networks.mjs"), root]], theirs: [keras, [join(peers, "networks_keras.py")]] };
    const said = { ours: {}, theirs: {} };
    for (const [threads, env] of Object.entries(MODES))
      for (const [side, [command, args]] of Object.entries(sides))
        said[side][threads] = JSON.parse(await program(command, [...args, directory, String(SCALE)])(env));
    writeResults(root, "networks", said);
    const sets = JSON.parse(readFileSync(join(directory, "networks.json"), "utf8"));
    const rows = sets.flatMap(({ name, algorithm, task }) => {
      const what = `${name}, ${algorithm}`;
      const [ours, theirs] = Object.values(said).map((modes) => quickest(Object.values(modes).map((sets) => sets[name])));
      const metric = task === "regression" ? { metric: "RMSE", smaller: true, digits: 2 } : { metric: "accuracy" };
      return [
        compared(what, { ours: ours.scores, theirs: theirs.scores, against: "Keras", noise: NOISE, ...metric }),
        { what: `${what}: a training`, ours: median(ours.seconds), theirs: median(theirs.seconds), unit: "s", against: "Keras" },
      ];
    });
    return noneWorse(rows);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
/** Threads that are best for this network. */
const quickest = (modes) => modes.reduce((least, one) => (median(one.seconds) < median(least.seconds) ? one : least));
