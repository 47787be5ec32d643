import type { StepTimes } from "./model.ts";

/** What compiling gained, in a sentence for whoever reads the run; null where no step ran as a graph. */
export function gainNote({ eager, compiled }: StepTimes): string | null {
  if (compiled.count === 0) return null;
  const steps = `Training was compiled: ${count(compiled.count)} of ${count(eager.count + compiled.count)} steps`;
  if (!compiled.ms) return `${steps} ran as one graph each.`;
  if (!eager.ms) return `${steps} took ${compiled.ms.toPrecision(2)} ms each.`;
  return `${steps} took ${compiled.ms.toPrecision(2)} ms each instead of ${eager.ms.toPrecision(2)} ms${timesAsFast(eager.ms / compiled.ms)}.`;
}

/** Why training went on uncompiled, in a sentence for the same reader. `reason`: a sentence. */
export const refusedNote = (reason: string): string => `Training was not compiled: ${reason}`;

const count = (value: number): string => value.toLocaleString("en-US");

/** Less is within what such measurements vary by. */
const NOTICEABLE = 1.15;

function timesAsFast(ratio: number): string {
  if (ratio >= NOTICEABLE) return `, ${ratio.toPrecision(2)} times as fast`;
  return ratio > 1 / NOTICEABLE ? ", as fast as before" : ", which was no gain: --compile off trains without";
}
