import type { MeasuredBackend } from "../../protocol/backend.ts";
import { plural } from "../../shared/format.ts";
import { type Candidate, idOf } from "./candidates.ts";
import type { Pace, Paces } from "./pace.ts";

/** E.g. `Measured with this network: tensorflow with one thread 0.31 ms a step, with 2 threads 0.72 ms, wasm 1.4 ms, cpu given up at 30 ms.` */
export function measuredSentence(candidates: readonly Candidate[], paces: Paces, before: boolean): string {
  const known = candidates.flatMap((candidate) => {
    const pace = paces[idOf(candidate)];
    return pace ? [{ candidate, pace }] : [];
  });
  const parts = known.map(({ candidate, pace }, i) => `${nameOf(candidate, known[i - 1]?.candidate)} ${figureOf(pace, i === 0)}`);
  return `${before ? "Measured before on this machine" : "Measured with this network"}: ${parts.join(", ")}.`;
}

/** The same as figures. */
export const measuredFigures = (candidates: readonly Candidate[], paces: Paces): MeasuredBackend[] =>
  candidates.flatMap((candidate) => {
    const pace = paces[idOf(candidate)];
    if (!pace) return [];
    return [{ ...candidate, step: pace.step, ...(pace.givenUp && { givenUp: true as const }) }];
  });

export const threadsText = (threads: number): string => (threads === 1 ? "one thread" : plural(threads, "thread"));

/** What is being measured, as a phase of the run. */
export const phaseOf = ({ name, threads }: Candidate): string =>
  `measuring ${name}${threads === undefined ? "" : ` with ${threadsText(threads)}`}`;

function nameOf({ name, threads }: Candidate, before: Candidate | undefined): string {
  const by = threads === undefined ? "" : `with ${threadsText(threads)}`;
  return before?.name === name ? by : [name, by].filter(Boolean).join(" ");
}

function figureOf({ step, givenUp }: Pace, first: boolean): string {
  if (step === null) return "could not be measured";
  const text = step >= 10 ? step.toFixed(0) : step.toPrecision(2);
  return `${givenUp ? "given up at " : ""}${text} ms${first ? " a step" : ""}`;
}
