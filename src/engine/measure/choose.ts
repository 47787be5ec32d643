import type { MeasuredBackend } from "../../protocol/backend.ts";
import { cancelled } from "../../shared/errors.ts";
import type { PaceCache } from "./cache.ts";
import { type Candidate, idOf } from "./candidates.ts";
import { estimateMs, sharesWell } from "./cost.ts";
import { isOpen, known, type Pace, type Paces, together, totalMs } from "./pace.ts";
import { measuredFigures, measuredSentence } from "./say.ts";
import { expectedSteps, type Work } from "./work.ts";

interface Choice {
  candidate: Candidate;
  /** What was measured; absent: it is a guess. */
  measured?: { sentence: string; figures: MeasuredBackend[] };
}

export interface ChooseOptions {
  /** The usual backend first. */
  candidates: readonly Candidate[];
  key: string;
  /** Null: neither what was measured before counts. */
  cache: PaceCache | null;
  /** Null: nothing is to be measured. */
  measure: Measure | null;
  signal: AbortSignal;
}

/** Trains a few steps in a process of its own. A step of more than `giveUpAbove` milliseconds need not be measured to the end. */
export type Measure = (candidate: Candidate, options: { work: Work; giveUpAbove: number; signal: AbortSignal }) => Promise<Pace>;

/** Shorter trainings are over before a choice pays. */
const WORTH_MEASURING_MS = 4_000;
/** With one so fast there is no need to look at others. */
const FAST_ENOUGH_MS = 2_000;
/** As fast, as far as measuring can tell: then the usual backend is taken, with fewer threads. */
const ABOUT = 1.1;
/** So much slower than the best: it need not be known how much. */
const CLEARLY = 3;

/**
 * The backend, and how many threads, that trains `work` soonest: by what was measured of such a network on this machine, else by
 * measuring each candidate, one after the other, where the training is long enough; else by rule of thumb. What was measured while
 * others kept the machine busy is measured again.
 */
export async function chooseBackend(work: Work, { candidates, key, cache, measure, signal }: ChooseOptions): Promise<Choice> {
  const guess = guessOf(work, candidates);
  if (candidates.length < 2) return { candidate: guess };
  const before = (await cache?.read(key)) ?? {};
  const paces: Paces = { ...before };
  let again = true;
  const steps = expectedSteps(work);
  const best = () => Math.min(...candidates.map((candidate) => totalOf(paces, candidate, steps)));
  if (measure && estimateMs(work, guess.name === "tensorflow") >= WORTH_MEASURING_MS) {
    const open = candidates.filter((candidate) => isOpen(paces[idOf(candidate)]));
    for (const candidate of open) {
      if (best() < FAST_ENOUGH_MS) break;
      const pace = await measure(candidate, { work, giveUpAbove: (CLEARLY * best()) / steps, signal });
      if (signal.aborted) throw cancelled();
      paces[idOf(candidate)] = together(paces[idOf(candidate)], pace);
      again = false;
    }
  }
  if (best() === Number.POSITIVE_INFINITY) return { candidate: guess };
  if (!again) await cache?.write(key, known(paces));
  const fastest = candidates.find((candidate) => totalOf(paces, candidate, steps) <= ABOUT * best()) ?? guess;
  return {
    candidate: fastest,
    measured: { sentence: measuredSentence(candidates, paces, again), figures: measuredFigures(candidates, paces) },
  };
}

/** The usual backend; of native TensorFlow by the size of the network. */
function guessOf(work: Work, candidates: readonly Candidate[]): Candidate {
  const [first] = candidates as [Candidate, ...Candidate[]];
  const same = candidates.filter(({ name }) => name === first.name);
  return (sharesWell(work) ? same.at(-1) : first) ?? first;
}

function totalOf(paces: Paces, candidate: Candidate, steps: number): number {
  const pace = paces[idOf(candidate)];
  return pace ? totalMs(pace, steps) : Number.POSITIVE_INFINITY;
}
