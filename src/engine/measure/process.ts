import { startChild } from "../../protocol/process/child.ts";
import type { Client } from "../../protocol/rpc.ts";
import type { WorkerContract } from "../../protocol/worker.ts";
import { threadsEnvironment } from "../backend/threads.ts";
import { distFile } from "../dist.ts";
import type { Candidate } from "./candidates.ts";
import type { Measure } from "./choose.ts";
import type { Pace } from "./pace.ts";
import type { ScriptNetwork } from "./script-network.ts";
import { isDisturbed, usageNow } from "./usage.ts";
import { packWork } from "./work.ts";

interface ProcessOptions {
  /** Where a user's own code lies that the network may be made by. */
  scripts?: string | undefined;
  /** Each candidate, before it is measured. */
  onMeasure(candidate: Candidate): void;
}

/** A step that is not known by then is too slow. */
const MOST_MS = 20_000;
/** Likewise, where there is another that was in time. */
const MOST_BESIDE_MS = 10_000;

/** Measures in a process of its own for each candidate: TensorFlow's threads, and the backend, are chosen once a process. */
export function measureInProcess({ scripts, onMeasure }: ProcessOptions): Measure {
  return (candidate, { work, giveUpAbove, signal }) => {
    onMeasure(candidate);
    const job = {
      work: packWork(work),
      backend: candidate.name,
      giveUpAbove: Number.isFinite(giveUpAbove) ? giveUpAbove : null,
      ...(scripts !== undefined && { scripts }),
    };
    const most = job.giveUpAbove === null ? MOST_MS : MOST_BESIDE_MS;
    return inProcess(candidate, { most, signal }, (client) => client.request("worker/measure", job));
  };
}

/** The same for a network that a script has trained, on native TensorFlow. */
export const measureScriptNetwork =
  (network: ScriptNetwork, { compile, signal }: { compile: boolean; signal: AbortSignal }) =>
  (way: Candidate): Promise<Pace> =>
    inProcess(way, { most: MOST_MS, signal }, (client) => client.request("worker/measureScript", { network, compile }));

async function inProcess(
  { name, threads }: Candidate,
  { most, signal }: { most: number; signal: AbortSignal },
  measure: (client: Client<WorkerContract>) => Promise<Pace>,
): Promise<Pace> {
  const began = usageNow();
  const timeout = AbortSignal.timeout(most);
  const late = AbortSignal.any([signal, timeout]);
  try {
    const env = threads === undefined ? {} : threadsEnvironment(threads);
    const child = await startChild<WorkerContract>({ module: distFile("worker.cjs"), name: `measuring of ${name}`, env });
    const stop = () => void child.stop(0);
    late.addEventListener("abort", stop, { once: true });
    try {
      if (late.aborted) stop();
      return await measure(child.client);
    } finally {
      late.removeEventListener("abort", stop);
      await child.stop(0);
    }
  } catch {
    // what is wrong with the network, the training itself says; what is wrong with a backend leaves the others
    const now = usageNow();
    const ready = now.at - began.at;
    if (!timeout.aborted) return { step: null, ready };
    const disturbed = isDisturbed(began, { ...now, own: began.own + (threads ?? 1) * ready }); // it took no more
    return { step: ready, ready, givenUp: true, ...(disturbed && { disturbed: 1 }) };
  }
}
