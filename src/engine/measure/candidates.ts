import type { BackendChoice, BackendName } from "../../protocol/backend.ts";

/** One way to compute. */
export interface Candidate {
  name: BackendName;
  /** Of `tensorflow`. */
  threads?: number;
}

interface Machine {
  /** The usual one first. */
  installed: readonly BackendName[];
  /** Of the processor. */
  cores: number;
  /** What the user or the environment asks for. */
  threads?: number | undefined;
}

/** What there is to choose from: each backend, and of native TensorFlow one thread and all. */
export function candidatesOf(choice: BackendChoice, { installed, cores, threads }: Machine): Candidate[] {
  const names = choice === "auto" ? installed : [choice];
  const counts = threads === undefined ? [...new Set([1, cores])] : [threads];
  return names.flatMap((name): Candidate[] => (name === "tensorflow" ? counts.map((count) => ({ name, threads: count })) : [{ name }]));
}

export const idOf = ({ name, threads }: Candidate): string => (threads === undefined ? name : `${name}-${threads}`);
