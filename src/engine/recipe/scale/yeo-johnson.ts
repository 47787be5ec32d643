import { extremes, variance } from "../statistics.ts";
import { minimise } from "./minimise.ts";

const TOLERANCE = 1.48e-8;
/** Half the exponents that a double has, so that the variance of what comes out has one too. */
const LOG_TINY = (Math.log(2.2250738585072014e-308) - Math.log(Number.EPSILON)) / 2;
const LOG_HUGE = (Math.log(Number.MAX_VALUE) + Math.log(Number.EPSILON)) / 2;

/** One value raised to a power that leaves 0 at 0 and takes negative values too: I. Yeo and R. Johnson, Biometrika 87 (2000). */
export function yeoJohnson(value: number, lambda: number): number {
  if (value >= 0) return raised(Math.log1p(value), lambda);
  return -raised(Math.log1p(-value), 2 - lambda);
}

/** `((1 + x)^power - 1) / power`, of the logarithm of 1 + x. */
const raised = (log: number, power: number) => (Math.abs(power) < Number.EPSILON ? log : Math.expm1(power * log) / power);

/** The power that makes values most like a bell curve, by maximum likelihood. None missing, at least two different. */
export function likeliestPower(values: Float64Array): number {
  const logs = values.map((value) => Math.log1p(Math.abs(value)));
  let sum = 0;
  for (let i = 0; i < logs.length; i += 1) sum += (values[i] as number) < 0 ? -(logs[i] as number) : (logs[i] as number);
  const raisedValues = new Float64Array(values.length);
  const unlikeliness = (lambda: number) => {
    for (let i = 0; i < logs.length; i += 1)
      raisedValues[i] = (values[i] as number) < 0 ? -raised(logs[i] as number, 2 - lambda) : raised(logs[i] as number, lambda);
    return (values.length / 2) * Math.log(variance(raisedValues)) - (lambda - 1) * sum;
  };
  return minimise(unlikeliness, boundsOf(values), TOLERANCE);
}

/** Powers that neither overflow nor vanish for values twenty times as large. */
function boundsOf(values: Float64Array): readonly [number, number] {
  const { min, max } = extremes(values);
  const largest = Math.log1p(20 * Math.max(Math.abs(min), Math.abs(max)));
  const [low, high] = [LOG_TINY / largest, LOG_HUGE / largest];
  if (max < 0) return [2 - high, 2 - low];
  return min < 0 ? [Math.max(2 - high, low), Math.min(2 - low, high)] : [low, high];
}
