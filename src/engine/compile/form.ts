import type { Tensor } from "@tensorflow/tfjs-core";
import { DTYPE } from "./binding.ts";
import { CompileRefused } from "./refused.ts";

/** Shape and type of a tensor. */
export interface Form {
  shape: readonly number[];
  dtype: number;
}

export const formOf = (tensor: Tensor): Form => ({ shape: tensor.shape, dtype: dtypeOf(tensor) });

/** TensorFlow's number of a type. Throws `CompileRefused` for those that no graph can be fed with. */
function dtypeOf({ dtype }: Tensor): number {
  if (dtype === "float32" || dtype === "int32" || dtype === "bool") return DTYPE[dtype];
  throw new CompileRefused("operation", `A graph takes no tensors of the type ${dtype}.`);
}
