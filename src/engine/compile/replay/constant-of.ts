import type { DataId } from "@tensorflow/tfjs-core";
import { DTYPE } from "../binding.ts";
import type { Constant } from "../graph.ts";
import type { Place } from "./internals.ts";

/** A copy of a tensor's values as they are now; null where they are text or complex numbers. */
export function constantOf({ backend }: Place, dataId: DataId): Constant | null {
  const { shape, dtype, values, id } = backend.tensorMap.get(dataId);
  const own = values ?? (backend.binding.tensorDataSync(id) as ArrayLike<number>);
  const copy = bytesOf(dtype, own);
  return copy && { shape: [...shape], dtype, values: copy };
}

/** As the type's bytes lie in memory. */
function bytesOf(dtype: number, values: ArrayLike<number>): ArrayBufferView | null {
  if (dtype === DTYPE.float32) return Float32Array.from(values);
  if (dtype === DTYPE.int32) return Int32Array.from(values);
  return dtype === DTYPE.bool ? Uint8Array.from(values) : null;
}
