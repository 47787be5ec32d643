import type { Distance } from "../../../protocol/compare.ts";
import { upperGamma } from "../profile/uniform.ts";
import { kolmogorovSmirnov } from "./kolmogorov.ts";
import { chiSquare, jensenShannon, stabilityIndex } from "./measures.ts";

/** Evidently's rules: tests decide for a reference of up to so many rows, distances above. */
const TESTED_UP_TO = 1_000;
/** Numbers with no more different values than these count as categories. */
const FEW = 5;
/** Fewer values on a side give no verdict: eight rows once gave false drift. */
const LEAST_VALUES = 30;
const SIGNIFICANCE = 0.05;
const FAR = 0.1;

export interface Measured {
  /** Values on each side. */
  n: number;
  m: number;
  /** Rows of the reference: what decides which rule holds. */
  rows: number;
  /** Different values before. */
  distinct: number;
  /** Both sides' counts of the same values or bins. */
  counts: [before: number[], after: number[]];
  /** For numbers and dates: the largest difference of the distribution functions, and the area between them by the deviation before. */
  quantities: { farthest: number; area: number } | null;
}

export interface Decision {
  distances: Distance[];
  drifted: boolean | null;
}

/** All distances that fit, the one that decides first, and what it decides. */
export function distancesOf({ n, m, rows, distinct, counts: [before, after], quantities }: Measured): Decision {
  const categorical = quantities === null || distinct <= FEW;
  const distances: Distance[] = [];
  if (quantities) {
    const { p, method } = kolmogorovSmirnov(quantities.farthest, n, m);
    distances.push(test("kolmogorov-smirnov", quantities.farthest, p, method, null));
    distances.push(distance("wasserstein", quantities.area));
  }
  if (categorical && before.length > 1) {
    const { statistic, freedom } = chiSquare(before, after);
    distances.push(test("chi-square", statistic, upperGamma(freedom / 2, statistic / 2), "asymptotic", freedom));
  }
  distances.push(distance("jensen-shannon", jensenShannon(before, after)), distance("psi", stabilityIndex(before, after)));
  const wanted = categorical
    ? rows <= TESTED_UP_TO && before.length > 1
      ? "chi-square"
      : "jensen-shannon"
    : rows <= TESTED_UP_TO
      ? "kolmogorov-smirnov"
      : "wasserstein";
  distances.sort((a, b) => Number(b.name === wanted) - Number(a.name === wanted));
  return { distances, drifted: Math.min(n, m) < LEAST_VALUES ? null : (distances[0]?.drifted ?? null) };
}

const test = (name: Distance["name"], value: number, p: number, method: Distance["method"], freedom: number | null): Distance => ({
  name,
  value,
  p,
  threshold: SIGNIFICANCE,
  drifted: p < SIGNIFICANCE,
  method,
  freedom,
});

const distance = (name: Distance["name"], value: number): Distance => ({
  name,
  value,
  p: null,
  threshold: FAR,
  drifted: value >= FAR,
  method: null,
  freedom: null,
});
