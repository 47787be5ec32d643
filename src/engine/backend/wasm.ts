import { sep } from "node:path";
import { distFile } from "../dist.ts";
import { registerTrainingKernels } from "./kernels/register.ts";
import { loadOwnTF } from "./own.ts";
import type { Provider } from "./provider.ts";
import { silenceNagging } from "./quiet.ts";
import type { TF } from "./tf.ts";
import { TFJS_VERSION } from "./version.ts";

const { WebAssembly } = globalThis as unknown as { WebAssembly?: { validate(bytes: Uint8Array): boolean } };

/** WebAssembly; with the kernels that training a convolution needs and the package lacks. */
export const wasm: Provider = {
  name: "wasm",
  probe() {
    if (!WebAssembly) throw new Error("This runtime has no WebAssembly.");
    distFile("wasm");
    return `wasm ${TFJS_VERSION}${WebAssembly.validate(SIMD_MODULE) ? " (SIMD)" : ""}`;
  },
  async open() {
    const tf = loadWasm();
    if (!(await tf.setBackend("wasm"))) throw new Error("The WebAssembly module did not start.");
    registerTrainingKernels(tf);
    silenceNagging(tf);
    return tf;
  },
};

/** Our TensorFlow.js, its wasm backend registered and told where its files are. */
export function loadWasm(): TF {
  const tf = loadOwnTF();
  tf.setWasmPaths(distFile("wasm") + sep);
  return tf;
}

/** The smallest module that uses a SIMD instruction. */
const SIMD_MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11]);
