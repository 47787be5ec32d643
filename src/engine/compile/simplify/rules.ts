import { crossEntropySlope, kept, logitSlope, sigmoidSlope, softplus } from "./cross-entropy.ts";
import { rowNumbers, sharedGradient } from "./embedding.ts";
import { batchOfOne, ofAll, overOnes, sameForm, sameOrder, sameType, sumOfBatchOfOne, whole } from "./forms.ts";
import { activationBeforeForm, sumBeforeForm } from "./hoist.ts";
import { oneColumn, product } from "./matrices.ts";
import { reluSlope } from "./relu.ts";
import type { Rule } from "./rule.ts";
import { byOne, dividedOnce, folded, negatedTwice, oneNumber, twice } from "./uniform.ts";

const sums: readonly Rule[] = [folded, softplus, crossEntropySlope, logitSlope, twice, batchOfOne, sumBeforeForm, oneColumn, oneNumber];
const activations: readonly Rule[] = [activationBeforeForm];

/** By the operation that they are asked for, the first that knows better counts. */
export const RULES: Readonly<Record<string, readonly Rule[]>> = {
  Add: sums,
  AddV2: sums,
  BatchMatMulV2: [product],
  BroadcastTo: [folded],
  Cast: [sameType],
  Elu: activations,
  Fill: [folded],
  GatherV2: [rowNumbers],
  Identity: [sameType],
  LogicalAnd: [kept],
  Mean: [overOnes, ofAll],
  Mul: [folded, byOne, reluSlope, sigmoidSlope, sumBeforeForm, oneNumber],
  Neg: [folded, negatedTwice],
  RealDiv: [folded, byOne, dividedOnce, oneNumber],
  Relu: activations,
  Relu6: activations,
  Reshape: [folded, sameForm],
  Selu: activations,
  Sigmoid: activations,
  Slice: [whole],
  Softplus: activations,
  Sub: [folded, sumBeforeForm, oneNumber],
  Sum: [overOnes, sumOfBatchOfOne, ofAll],
  Tanh: activations,
  Tile: [folded],
  Transpose: [sameOrder],
  UnsortedSegmentSum: [rowNumbers, sharedGradient],
  ZerosLike: [folded],
};
