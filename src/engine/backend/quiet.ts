import type { TF } from "./tf.ts";

/** The cpu backend's first use prints an advertisement for tfjs-node: not our user's concern. */
export function silenceNagging(tf: TF): void {
  const backend = tf.findBackend("cpu") as { firstUse?: boolean } | null;
  if (backend) backend.firstUse = false;
}

/** Runs `load` with `console.warn` off: a second copy of TensorFlow.js warns of each kernel the first has registered. */
export function withoutWarnings<T>(load: () => T): T {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return load();
  } finally {
    console.warn = warn;
  }
}
