/** How fast a candidate trains. */
export interface Pace {
  /** Milliseconds of a step; null: it could not be measured. */
  step: number | null;
  /** Milliseconds from the start of the process to the end of its first step. */
  ready: number;
  /** It was given up as clearly slower than another, so that `step` is of its first steps only. */
  givenUp?: boolean;
}

/** By the candidates' ids. */
export type Paces = Record<string, Pace>;

/** Those worth keeping: what failed once is tried again. */
export const known = (paces: Paces): Paces => Object.fromEntries(Object.entries(paces).filter(([, { step }]) => step !== null));

/** Milliseconds that a training of so many steps takes. */
export const totalMs = ({ step, ready }: Pace, steps: number): number => (step === null ? Number.POSITIVE_INFINITY : ready + steps * step);

export function isPaces(value: unknown): value is Paces {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(isPace);
}

function isPace(value: unknown): value is Pace {
  const { step, ready } = (value ?? {}) as Partial<Record<keyof Pace, unknown>>;
  return isDuration(ready) && (step === null || isDuration(step));
}

const isDuration = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value) && value >= 0;
