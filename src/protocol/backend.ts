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
  /** Of `tensorflow`: how many threads it computes with. */
  threads?: number;
  /** How fast each way was, where that was measured. */
  measured?: MeasuredBackend[];
}

/** E.g. `tensorflow 2.12.1, one thread`. */
export const backendText = ({ version, threads }: Backend): string =>
  threads === undefined ? version : `${version}, ${threads === 1 ? "one thread" : `${threads} threads`}`;

/** How fast a network's training step is on one backend. */
export interface MeasuredBackend {
  name: BackendName;
  threads?: number;
  /** Milliseconds of a step; null: it could not be measured. */
  step: number | null;
  /** It was given up as clearly slower than another, so that `step` is of its first steps only. */
  givenUp?: true;
  /** Other programs kept the machine busy meanwhile. */
  disturbed?: true;
}

export interface BackendState {
  chosen: Backend;
  available: { name: BackendName; version: string | null; problem: string | null }[];
  /**
   * Where the figures lie by which trainings choose, of how many networks there are some, and of how many of these they were measured
   * on a busy machine and are measured again. Absent where nothing is measured.
   */
  measured?: { directory: string; networks: number; disturbed: number };
}
