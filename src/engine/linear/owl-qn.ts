import { difference, dot } from "../algebra/vector.ts";
import { direction, Memory } from "./quasi-newton.ts";
import type { Solved, Steering } from "./solver.ts";

export interface Problem {
  start: Float64Array;
  /** The smooth part's value; writes its gradient. */
  smooth(at: Float64Array, gradient: Float64Array): Promise<number>;
  /** For each coefficient what its absolute value costs; null: nothing. */
  l1: Float64Array | null;
}

const MOST_HALVINGS = 40;
const SUFFICIENT = 1e-4;
/** Values that differ by less are the same as far as rounding goes. */
const NOISE = 1e-14;

/**
 * The least of a convex function with, or without, an l1 penalty: L-BFGS (Nocedal 1980), and OWL-QN (Andrew and Gao 2007)
 * where there is a penalty, which keeps to one orthant in each step. It has converged once no (pseudo-)gradient is above the
 * tolerance.
 */
export async function minimise({ start, smooth, l1 }: Problem, { maxIterations, tolerance, onIteration }: Steering): Promise<Solved> {
  const memory = new Memory();
  let at = await pointAt(start, smooth, l1);
  for (let iteration = 1; iteration <= maxIterations; iteration += 1) {
    if (at.slope <= tolerance) return { solution: at.x, iterations: iteration - 1, converged: true };
    const next = await search(at, memory, smooth, l1);
    if (!next) {
      if (memory.size > 0) memory.clear();
      else return { solution: at.x, iterations: iteration - 1, converged: at.slope <= Math.sqrt(tolerance) };
      continue;
    }
    memory.add(difference(next.x, at.x), difference(next.gradient, at.gradient));
    at = next;
    if (!(await onIteration(iteration, at.x))) return { solution: at.x, iterations: iteration, converged: at.slope <= tolerance };
  }
  return { solution: at.x, iterations: maxIterations, converged: at.slope <= tolerance };
}

interface Point {
  x: Float64Array;
  /** With the penalty. */
  value: number;
  /** Of the smooth part. */
  gradient: Float64Array;
  /** The steepest way up, penalty and all; zero where a coefficient of zero is best left so. */
  pseudo: Float64Array;
  /** The largest of `pseudo`. */
  slope: number;
}

async function pointAt(x: Float64Array, smooth: Problem["smooth"], l1: Float64Array | null): Promise<Point> {
  const gradient = new Float64Array(x.length);
  let value = await smooth(x, gradient);
  if (l1) for (let i = 0; i < x.length; i += 1) value += (l1[i] as number) * Math.abs(x[i] as number);
  const pseudo = l1 ? pseudoGradient(x, gradient, l1) : gradient;
  return { x, value, gradient, pseudo, slope: pseudo.reduce((most, one) => Math.max(most, Math.abs(one)), 0) };
}

function pseudoGradient(x: Float64Array, gradient: Float64Array, l1: Float64Array): Float64Array {
  return gradient.map((slope, i) => {
    const cost = l1[i] as number;
    const sign = Math.sign(x[i] as number);
    if (sign !== 0) return slope + sign * cost;
    return slope < -cost ? slope + cost : slope > cost ? slope - cost : 0;
  });
}

/** The next point, where one is found that is lower. */
async function search(at: Point, memory: Memory, smooth: Problem["smooth"], l1: Float64Array | null): Promise<Point | null> {
  const way = direction(at.pseudo, memory);
  if (l1) for (let i = 0; i < way.length; i += 1) if ((way[i] as number) * (at.pseudo[i] as number) >= 0) way[i] = 0;
  let length = memory.size > 0 ? 1 : 1 / Math.max(1, Math.sqrt(dot(at.pseudo, at.pseudo)));
  for (let halving = 0; halving < MOST_HALVINGS; halving += 1, length /= 2) {
    const x = stepped(at, way, length, l1);
    const next = await pointAt(x, smooth, l1);
    if (!Number.isFinite(next.value)) continue;
    const promised = dot(at.pseudo, difference(x, at.x));
    if (promised < 0 && next.value <= at.value + SUFFICIENT * promised) return next;
    const noise = NOISE * (1 + Math.abs(at.value));
    if (Math.abs(next.value - at.value) <= noise && next.slope < at.slope) return next;
  }
  return null;
}

/** A step along `way`; with a penalty, coefficients that would change sign stop at zero. */
function stepped({ x, pseudo }: Point, way: Float64Array, length: number, l1: Float64Array | null): Float64Array {
  return x.map((value, i) => {
    const moved = value + length * (way[i] as number);
    if (!l1 || (l1[i] as number) === 0) return moved;
    const side = value === 0 ? -Math.sign(pseudo[i] as number) : Math.sign(value);
    return Math.sign(moved) === side ? moved : 0;
  });
}
