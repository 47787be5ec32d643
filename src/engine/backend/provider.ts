import type { BackendName } from "../../protocol/backend.ts";
import type { TF } from "./tf.ts";

/** One way to run TensorFlow.js. */
export interface Provider {
  name: BackendName;
  /** Version, e.g. `wasm 4.22.0 (SIMD)`; cheap, starts nothing. Throws an error whose message says why it cannot be used. */
  probe(): string;
  /** TensorFlow.js with this backend set and ready. */
  open(): Promise<TF>;
}
