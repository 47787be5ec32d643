import type { PaceCache } from "./cache.ts";
import { type Candidate, idOf } from "./candidates.ts";
import { nameOfAll } from "./key.ts";
import { isOpen, known, type Pace, type Paces, together } from "./pace.ts";
import { measuredSentence } from "./say.ts";
import type { ScriptNetwork } from "./script-network.ts";

/** What a script computes with is fixed before it makes its network: its runs go by the network of the one before. */
interface ScriptThreads {
  threads: number;
  sentence: string;
}

interface Script {
  /** Absolute path. */
  file: string;
  compile: boolean;
  /** Version of native TensorFlow's package. */
  native: string | null;
}

/** Native TensorFlow with one thread, and with all. */
type Ways = readonly Candidate[];

/** Figures are about the same, as far as measuring can tell. */
const ABOUT = 1.1;

/** The threads that suit the network which the script trained last; null where that is not known. */
export async function threadsOfScript(script: Script, ways: Ways, cache: PaceCache): Promise<ScriptThreads | null> {
  return chosenOf(await cache.read(nameOfAll(script)), ways, true);
}

/** Measures a network that a script has trained, for its next run; null where it cannot be, or nothing has to be. */
export async function learnThreads(
  script: Script,
  network: ScriptNetwork,
  { ways, cache, measure, signal }: { ways: Ways; cache: PaceCache; measure(way: Candidate): Promise<Pace>; signal: AbortSignal },
): Promise<ScriptThreads | null> {
  const [ofScript, ofNetwork] = [nameOfAll(script), nameOfAll({ ...script, file: null, network })];
  const paces: Paces = { ...(await cache.read(ofNetwork)) };
  const open = ways.filter((way) => isOpen(paces[idOf(way)]));
  for (const way of open) paces[idOf(way)] = together(paces[idOf(way)], await measure(way));
  const chosen = chosenOf(paces, ways, false);
  if (!chosen || signal.aborted) return null;
  await cache.write(ofNetwork, known(paces));
  await cache.write(ofScript, known(paces));
  return open.length === 0 ? null : chosen;
}

function chosenOf(paces: Paces, ways: Ways, before: boolean): ScriptThreads | null {
  const timeOf = (way: Candidate) => paces[idOf(way)]?.step ?? Number.POSITIVE_INFINITY;
  const best = Math.min(...ways.map(timeOf));
  const chosen = ways.find((way) => timeOf(way) <= ABOUT * best);
  if (best === Number.POSITIVE_INFINITY || chosen?.threads === undefined) return null;
  return { threads: chosen.threads, sentence: measuredSentence(ways, paces, before) };
}
