import type { Answer } from "./answers.ts";

/** How far two answers lie from each other. */
export interface Move {
  /** One is a prediction and the other none, or the labels differ. */
  other: boolean;
  /** The largest difference of a quantity. */
  by: number;
}

export function moveOf(before: Answer, after: Answer): Move {
  if (before.state !== "predicted" || after.state !== "predicted") return { other: before.state !== after.state, by: 0 };
  const differences = Object.entries(before.values).map(([name, value]) => Math.abs((after.values[name] ?? Number.NaN) - value));
  return { other: before.label !== after.label, by: differences.reduce((a, b) => (b <= a ? a : b), 0) };
}

/** Computed in another order, single precision differs by this much. */
const ROUNDING = 1e-4;

/** Whether both say the same, but for what the order of a sum makes of 32-bit numbers. */
export function saysTheSame(before: Answer, after: Answer): boolean {
  const { other, by } = moveOf(before, after);
  if (by > ROUNDING * Math.max(1, largest(before))) return false;
  return !other || isTie(before) || isTie(after);
}

const largest = (answer: Answer) => (answer.state === "predicted" ? Math.max(0, ...Object.values(answer.values).map(Math.abs)) : 0);

/** Two classes are as probable as each other: rounding chooses. */
function isTie(answer: Answer): boolean {
  if (answer.state !== "predicted") return false;
  const [first = 1, second = 0] = Object.entries(answer.values)
    .filter(([name]) => name.startsWith("probability_"))
    .map(([, value]) => value)
    .sort((a, b) => b - a);
  return first - second < ROUNDING;
}
