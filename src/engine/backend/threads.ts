import { availableParallelism } from "node:os";

/** TensorFlow reads them once, when its library is loaded: within an operation, and between operations. */
const WITHIN = "TF_NUM_INTRAOP_THREADS";
const BETWEEN = "TF_NUM_INTEROP_THREADS";

export const allThreads = (): number => availableParallelism();

/** The environment in which TensorFlow computes with so many threads. One is the caller's own: nothing is handed over. */
export const threadsEnvironment = (threads: number): Record<string, string> => ({
  [WITHIN]: String(threads),
  [BETWEEN]: threads === 1 ? "-1" : String(threads),
});

/** How many threads the environment asks for; undefined: it says nothing of it. */
export function threadsOfEnvironment(env: NodeJS.ProcessEnv = process.env): number | undefined {
  if (env[WITHIN] === undefined && env[BETWEEN] === undefined) return undefined;
  const within = Number(env[WITHIN]);
  return Number.isInteger(within) && within > 0 ? within : allThreads();
}
