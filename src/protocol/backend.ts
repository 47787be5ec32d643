export const BACKENDS = ["tensorflow", "wasm", "cpu"] as const;
export type BackendName = (typeof BACKENDS)[number];
export type BackendChoice = "auto" | BackendName;

/** A backend in use: which, and why this one. Written into every run. */
export interface Backend {
  name: BackendName;
  /** E.g. `tensorflow 2.12.1`, `wasm 4.22.0 (SIMD)`. */
  version: string;
  /** A sentence: why this backend. */
  reason: string;
}

export interface BackendState {
  chosen: Backend;
  available: { name: BackendName; version: string | null; problem: string | null }[];
}
