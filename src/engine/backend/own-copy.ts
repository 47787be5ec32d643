import type { BackendName } from "../../protocol/backend.ts";
import { registerTrainingKernels } from "./kernels/register.ts";
import { withoutWarnings } from "./quiet.ts";
import { loadTensorflow } from "./tensorflow.ts";
import type { TF } from "./tf.ts";
import { TFJS_VERSION } from "./version.ts";
import { loadWasm } from "./wasm.ts";

/**
 * Puts a copy of TensorFlow.js that is not ours on `backend`. All copies in a process share one engine and one kernel
 * registry, so a backend that the copy lacks can come from ours, if both are of one version.
 * Returns what stood in the way, or undefined.
 */
export async function setBackendOf(tf: TF, backend: BackendName, require: NodeJS.Require): Promise<string | undefined> {
  try {
    if (!tf.findBackendFactory(backend)) bring(tf, backend, require);
    if (!(await tf.setBackend(backend))) return "it did not start.";
    if (backend === "wasm") registerTrainingKernels(tf);
    return undefined;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0];
  }
}

const PACKAGES: Record<BackendName, string> = {
  tensorflow: "@tensorflow/tfjs-node",
  wasm: "@tensorflow/tfjs-backend-wasm",
  cpu: "@tensorflow/tfjs-backend-cpu",
};

function bring(tf: TF, backend: BackendName, require: NodeJS.Require): void {
  try {
    withoutWarnings(() => require(PACKAGES[backend]));
    if (tf.findBackendFactory(backend)) return;
  } catch {
    // it has none of its own
  }
  if (tf.version_core !== TFJS_VERSION)
    throw new Error(
      `it is version ${tf.version_core}, ours is ${TFJS_VERSION}; install ${PACKAGES[backend]}@${tf.version_core} beside it.`,
    );
  withoutWarnings(() => (backend === "tensorflow" ? loadTensorflow() : loadWasm()));
}
