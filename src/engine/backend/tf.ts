// biome-ignore-all lint/performance: this one file is a package's union, as users know it; it is an entry point of the build, nobody imports its values.
// TensorFlow.js as `@tensorflow/tfjs` has it, less WebGL, with the wasm backend: bundled into dist/tf.cjs, which load.ts loads.
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js";
import { version_cpu } from "@tensorflow/tfjs-backend-cpu";
import { version_wasm } from "@tensorflow/tfjs-backend-wasm";
import type * as converter from "@tensorflow/tfjs-converter";
import { version_converter } from "@tensorflow/tfjs-converter";
import type * as core from "@tensorflow/tfjs-core";
import { version_core } from "@tensorflow/tfjs-core";
import * as data from "@tensorflow/tfjs-data";
import type * as layers from "@tensorflow/tfjs-layers";
import { version_layers } from "@tensorflow/tfjs-layers";

export { setThreadsCount, setWasmPath, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
export * from "@tensorflow/tfjs-converter";
export * from "@tensorflow/tfjs-core";
export * from "@tensorflow/tfjs-layers";
export { data, version_cpu, version_wasm };

export const version = {
  "tfjs-core": version_core,
  "tfjs-backend-cpu": version_cpu,
  "tfjs-backend-wasm": version_wasm,
  "tfjs-data": data.version_data,
  "tfjs-layers": version_layers,
  "tfjs-converter": version_converter,
  tfjs: version_core,
};

/** What every copy of TensorFlow.js offers, ours and tfjs-node's alike: take it as a parameter, never import it. */
export type TF = typeof core & typeof layers & typeof converter & { data: typeof data; version: Record<string, string> };
