import type { Notify } from "../../protocol/rpc.ts";
import type { ScriptJob, ScriptOutcome, WorkerContract } from "../../protocol/worker.ts";
import { installedBackends } from "../backend/load.ts";
import { nativeVersion } from "../backend/tensorflow.ts";
import { allThreads, threadsEnvironment, threadsOfEnvironment } from "../backend/threads.ts";
import { paceCache } from "../measure/cache.ts";
import { candidatesOf } from "../measure/candidates.ts";
import { measureScriptNetwork } from "../measure/process.ts";
import { threadsText } from "../measure/say.ts";
import { learnThreads, threadsOfScript } from "../measure/script-threads.ts";
import { runScript } from "../script/run.ts";

/** From so long a training on the next run may gain more than it costs to measure. */
const WORTH_MEASURING_MS = 10_000;

/** Runs a script, with the threads that were measured with its network after its last run, and measures for the next where that is due. */
export async function trainScript(job: ScriptJob, notify: Notify<WorkerContract>, signal: AbortSignal): Promise<ScriptOutcome> {
  const ways = candidatesOf("tensorflow", { installed: installedBackends(), cores: allThreads(), threads: threadsOfEnvironment() });
  const open = ways.length > 1 && process.env.TRAINYARD_MEASURE !== "off" && ["auto", "tensorflow"].includes(job.backend);
  const script = { file: job.script, compile: job.compile !== "off", native: nativeVersion() };
  const cache = paceCache();
  const known = open ? await threadsOfScript(script, ways, cache) : null;
  if (known) Object.assign(process.env, threadsEnvironment(known.threads));
  const { trained, ...outcome } = await runScript(job, {
    signal,
    state: (state) => notify("worker/state", state),
    log: (entry) => notify("worker/log", entry),
  });
  if (outcome.backend?.name !== "tensorflow") return outcome;
  const notes = [...outcome.notes];
  if (known) notes.push(`It computed with ${threadsText(known.threads)}. ${known.sentence}`);
  const network = trained.longest(WORTH_MEASURING_MS);
  if (open && network && !signal.aborted && !job.debug) {
    const measure = measureScriptNetwork(network, { compile: script.compile, signal });
    const next = await learnThreads(script, network, { ways, cache, measure, signal });
    if (next) notes.push(`The next run of this script computes with ${threadsText(next.threads)}. ${next.sentence}`);
  }
  return { ...outcome, notes };
}
