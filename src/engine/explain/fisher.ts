import { binomial } from "../data/compare/binomial.ts";

/**
 * Fisher's exact test, one-sided: how likely chance alone puts so many or more of the `marked` of all rows among the `drawn`.
 * `hits`: marked rows among those drawn.
 */
export function fisher(hits: number, drawn: number, marked: number, all: number): number {
  const most = Math.min(drawn, marked);
  if (hits <= Math.max(0, drawn + marked - all)) return 1;
  let term = hypergeometric(hits, drawn, marked, all);
  let sum = 0;
  for (let k = hits; k <= most; k += 1) {
    sum += term;
    if (term < sum * 1e-17) break;
    term *= ((marked - k) * (drawn - k)) / ((k + 1) * (all - marked - drawn + k + 1));
  }
  return Math.min(1, sum);
}

/** By three binomial probabilities, which are exact for large numbers too. */
function hypergeometric(k: number, drawn: number, marked: number, all: number): number {
  const p = drawn / all;
  if (p === 1) return k === marked ? 1 : 0;
  return (binomial(k, marked, p) * binomial(drawn - k, all - marked, p)) / binomial(drawn, all, p);
}
