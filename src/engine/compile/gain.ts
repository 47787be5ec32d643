import type { StepTimes } from "./model.ts";

/** What compiling gained, in a sentence for whoever reads the run; null where no step ran as a graph. */
export function gainNote({ eager, compiled }: StepTimes): string | null {
  if (compiled.count === 0) return null;
  const steps = `Training was compiled: ${count(compiled.count)} of ${count(eager.count + compiled.count)} steps`;
  if (!compiled.ms) return `${steps} ran as one graph each.`;
  if (!eager.ms) return `${steps} took ${digits(compiled.ms)} ms each.`;
  return `${steps} took ${digits(compiled.ms)} ms each instead of ${digits(eager.ms)} ms${timesAsFast(eager.ms / compiled.ms)}.`;
}

/** Why training went on uncompiled, in a sentence for the same reader. `reason`: a sentence. */
export const refusedNote = (reason: string): string => `Training was not compiled: ${reason}`;

/** Why so few steps were made as ever, in a sentence for the same reader. */
export const fewNote = (steps: number): string =>
  `Training was not compiled: ${steps === 1 ? "one step takes" : `${count(steps)} steps take`} less time than making a graph of one; --compile on makes it all the same.`;

const digits = (value: number): string => String(Number(value.toPrecision(2)));

const count = (value: number): string => value.toLocaleString("en-US");

/** Less is within what such measurements vary by. */
const NOTICEABLE = 1.15;

function timesAsFast(ratio: number): string {
  if (ratio >= NOTICEABLE) return `, ${digits(ratio)} times as fast`;
  return ratio > 1 / NOTICEABLE ? ", as fast as before" : ", which was no gain: --compile off trains without";
}
