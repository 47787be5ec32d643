import type { MeasuredBackend } from "../../protocol/backend.ts";
import { plural } from "../../shared/format.ts";
import { type Candidate, idOf } from "./candidates.ts";
import { isOpen, type Pace, type Paces } from "./pace.ts";

/** E.g. `Measured with this network: tensorflow with one thread 0.31 ms a step, with 2 threads 0.72 ms, wasm 1.4 ms, cpu given up at 30 ms.` */
export function measuredSentence(candidates: readonly Candidate[], paces: Paces, before: boolean): string {
  const known = candidates.flatMap((candidate) => {
    const pace = paces[idOf(candidate)];
    return pace ? [{ candidate, pace }] : [];
  });
  const parts = known.map(({ candidate, pace }, i) => `${nameOf(candidate, known[i - 1]?.candidate)} ${figureOf(pace, i === 0)}`);
  const sentence = `${before ? "Measured before on this machine" : "Measured with this network"}: ${parts.join(", ")}.`;
  return `${sentence}${busyText(known.map(({ pace }) => pace))}`;
}

function busyText(paces: readonly Pace[]): string {
  if (!paces.some(({ disturbed }) => disturbed)) return "";
  const open = paces.some(isOpen);
  return ` Other programs kept the machine busy${open ? " meanwhile: the next long training measures again" : " each time"}.`;
}

/** The same as figures. */
export const measuredFigures = (candidates: readonly Candidate[], paces: Paces): MeasuredBackend[] =>
  candidates.flatMap((candidate) => {
    const pace = paces[idOf(candidate)];
    if (!pace) return [];
    const { step, givenUp, disturbed } = pace;
    return [{ ...candidate, step, ...(givenUp && { givenUp: true as const }), ...(disturbed && { disturbed: true as const }) }];
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
