/** How fast a candidate trains. */
export interface Pace {
  /** Milliseconds of a step; null: it could not be measured. */
  step: number | null;
  /** Milliseconds from the start of the process to the end of its first step. */
  ready: number;
  /** It was given up as clearly slower than another, so that `step` is of its first steps only. */
  givenUp?: boolean;
  /** How often it was measured, each time while other programs kept the machine busy; `step` is the least. Absent: they did not. */
  disturbed?: number;
}

/** What was measured on a busy machine is measured again, so many times; then it counts as it is. */
const MOST_DISTURBED = 3;

/** By the candidates' ids. */
export type Paces = Record<string, Pace>;

/** Whether it is to be measured, or once more. */
export const isOpen = (pace: Pace | undefined): boolean => !pace || (pace.disturbed !== undefined && pace.disturbed < MOST_DISTURBED);

/** What is known of a candidate after it was measured once more. */
export function together(before: Pace | undefined, now: Pace): Pace {
  if (!before || before.step === null) return now;
  if (now.step === null) return before;
  if (!now.disturbed) return now;
  const quicker = before.step < now.step ? before : now;
  return { ...quicker, disturbed: (before.disturbed ?? 0) + now.disturbed };
}

/** Those worth keeping: what failed once is tried again. */
export const known = (paces: Paces): Paces => Object.fromEntries(Object.entries(paces).filter(([, { step }]) => step !== null));

/** Milliseconds that a training of so many steps takes. */
export const totalMs = ({ step, ready }: Pace, steps: number): number => (step === null ? Number.POSITIVE_INFINITY : ready + steps * step);

export function isPaces(value: unknown): value is Paces {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(isPace);
}

function isPace(value: unknown): value is Pace {
  const { step, ready, disturbed } = (value ?? {}) as Partial<Record<keyof Pace, unknown>>;
  return isDuration(ready) && (step === null || isDuration(step)) && (disturbed === undefined || isDuration(disturbed));
}

const isDuration = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value) && value >= 0;
