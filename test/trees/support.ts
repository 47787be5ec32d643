import type { BoostParams } from "../../src/engine/trees/boost.ts";

export const DEFAULTS: BoostParams = {
  iterations: 20,
  learningRate: 0.1,
  maxLeaves: 31,
  maxDepth: 0,
  minRowsPerLeaf: 20,
  minHessian: 0.001,
  minGain: 0,
  l2: 0,
  maxBins: 255,
  subsample: 1,
  featureFraction: 1,
};
