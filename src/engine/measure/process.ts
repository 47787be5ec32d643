import { startChild } from "../../protocol/process/child.ts";
import type { WorkerContract } from "../../protocol/worker.ts";
import { threadsEnvironment } from "../backend/threads.ts";
import { distFile } from "../dist.ts";
import type { Candidate } from "./candidates.ts";
import type { Measure } from "./choose.ts";
import type { Pace } from "./pace.ts";
import { packWork } from "./work.ts";

interface ProcessOptions {
  /** Where a user's own code lies that the network may be made by. */
  scripts?: string | undefined;
  /** Each candidate, before it is measured. */
  onMeasure(candidate: Candidate): void;
}

/** However large the network: it has to be measured by then, or the training goes without. */
const MOST_MS = 20_000;

/** Measures in a process of its own for each candidate: TensorFlow's threads, and the backend, are chosen once a process. */
export function measureInProcess({ scripts, onMeasure }: ProcessOptions): Measure {
  return async (candidate, { work, giveUpAbove, signal }): Promise<Pace> => {
    const { name, threads } = candidate;
    onMeasure(candidate);
    const began = performance.now();
    const late = AbortSignal.any([signal, AbortSignal.timeout(MOST_MS)]);
    try {
      const env = threads === undefined ? {} : threadsEnvironment(threads);
      const child = await startChild<WorkerContract>({ module: distFile("worker.cjs"), name: `measuring of ${name}`, env });
      const stop = () => void child.stop(0);
      late.addEventListener("abort", stop, { once: true });
      try {
        if (late.aborted) stop();
        const job = { work: packWork(work), backend: name, giveUpAbove: Number.isFinite(giveUpAbove) ? giveUpAbove : null };
        return await child.client.request("worker/measure", { ...job, ...(scripts !== undefined && { scripts }) });
      } finally {
        late.removeEventListener("abort", stop);
        await child.stop(0);
      }
    } catch {
      // what is wrong with the network, the training itself says; what is wrong with a backend leaves the others
      return { step: null, ready: performance.now() - began };
    }
  };
}
