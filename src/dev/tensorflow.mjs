// Makes native TensorFlow (the optional package @tensorflow/tfjs-node) work here: `npm run tensorflow`. Does nothing when it does.
import { join } from "node:path";
import { CACHE, ROOT } from "./lib/paths.mjs";
import { installTensorflow } from "./tensorflow/install.mjs";

try {
  const { version, fresh } = await installTensorflow({ root: ROOT, cache: join(CACHE, "tensorflow"), say: (line) => console.error(line) });
  console.error(fresh ? `Native TensorFlow ${version} is installed and computes.` : `Native TensorFlow ${version} is there.`);
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
}
