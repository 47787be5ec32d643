import { run, tail } from "../lib/run.mjs";
import { problem } from "./errors.mjs";

// A product, a kernel that the Node 23 patch is about, one that newer libraries get wrong, and a gradient.
const TEST = `
const tf = require(process.argv[1]);
const value = (tensor) => Array.from(tensor.dataSync()).join();
const seen = {
  backend: tf.getBackend(),
  product: value(tf.matMul(tf.ones([3, 4]), tf.ones([4, 2])).sum()),
  topk: value(tf.topk(tf.tensor1d([1, 5, 3]), 2).values),
  round: value(tf.round(tf.tensor1d([3, 7], "int32"))),
  gradient: value(tf.grad((x) => x.square().sum())(tf.tensor1d([1, 2, 3]))),
};
const wanted = { backend: "tensorflow", product: "24", topk: "5,3", round: "3,7", gradient: "2,4,6" };
for (const [what, result] of Object.entries(wanted)) {
  if (seen[what] !== result) throw new Error(what + ": expected " + result + ", got " + seen[what]);
}
console.log("version=" + tf.backend().binding.TF_Version);
`;

/** Loads the package in a process of its own and computes. Returns TensorFlow's version. */
export async function selfTest(directory) {
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: "2" };
  const { code, output } = await run(process.execPath, ["-e", TEST, directory], { env, capture: true, timeoutMs: 120_000 });
  const version = /^version=(.+)$/m.exec(output)?.[1];
  if (code === 0 && version) return version;
  throw problem(
    `Native TensorFlow was built but does not compute:\n${tail(output, 10)}\n`,
    "Report this; the backends `wasm` and `cpu` are not affected.",
  );
}
