import { gradients, type Worth } from "./loss.ts";
import { SUMS, type Workspace } from "./workspace.ts";

/** As `gradients` of a binary objective, by the kernel: a last odd row is left to JavaScript. */
export function sigmoidPairs(space: Workspace, share: number, [from, to]: readonly [number, number]): Worth {
  const { scores, targets, weights, pairs, sums, kernels } = space;
  const even = (to - from) & ~1;
  const at = (array: Float64Array) => array.byteOffset + 8 * from;
  const into = sums.subarray(share * SUMS, (share + 1) * SUMS);
  kernels.sigmoid(at(scores), at(targets), at(weights), pairs.byteOffset + 8 * from, even, into.byteOffset);
  const [excess0, excess1, exponent0, exponent1, mantissa0, mantissa1, right0, right1] = into as unknown as SigmoidSums;
  const rest = { ...space, objective: "binary", output: 0, width: 1 } as const;
  const [loss, right] = even < to - from ? gradients(rest, pairs, from + even, to) : [0, 0];
  const logs = (exponent0 + exponent1) * Math.LN2 + Math.log(mantissa0) + Math.log(mantissa1);
  return [excess0 + excess1 + logs + loss, right0 + right1 + right];
}

type SigmoidSums = [number, number, number, number, number, number, number, number];
