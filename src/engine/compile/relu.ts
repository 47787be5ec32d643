import { DTYPE } from "./binding.ts";
import type { Constant } from "./graph.ts";
import { type Ref, sameRef, type TracedOp } from "./trace.ts";

/**
 * What `slope` is the slope of a ReLU at, made of five operations as TensorFlow.js does (`step` of tfjs-node: 1 where it is above 0, else 0, and
 * what is not a number stays so); null where it is something else.
 */
export function reluSlope(slope: Ref | undefined, ops: readonly TracedOp[]): Ref | null {
  const inputs = (ref: Ref | undefined, name: string): readonly (Ref | undefined)[] => {
    const op = ref?.from === "op" ? ops[ref.op] : undefined;
    return op?.name === name && (op.dtypes[0] === DTYPE.float32 || op.dtypes[0] === DTYPE.bool) ? op.inputs : [];
  };
  const [missing, x, known] = inputs(slope, "Select");
  const [above, one, zero] = inputs(known, "Select");
  const [looked] = inputs(missing, "IsNan");
  const [compared, limit] = inputs(above, "Greater");
  if (!x || !sameRef(looked, x) || !sameRef(compared, x)) return null;
  const [, filled] = inputs(zero, "Fill");
  return isAll(limit, 0) && isAll(one, 1) && (isAll(filled, 0) || isAll(zero, 0)) ? x : null;
}

const isAll = (ref: Ref | undefined, value: number): boolean =>
  ref?.from === "constant" && ref.constant.dtype === DTYPE.float32 && valuesOf(ref.constant).every((one) => one === value);

const valuesOf = ({ values }: Constant): Float32Array => values as Float32Array;
