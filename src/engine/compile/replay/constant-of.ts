import type { DataId } from "@tensorflow/tfjs-core";
import { type Constant, copyOf } from "../graph.ts";
import type { Place } from "./internals.ts";

/** A copy of a tensor's values as they are now; null where they are text or complex numbers. */
export function constantOf({ backend }: Place, dataId: DataId): Constant | null {
  const { shape, dtype, values, id } = backend.tensorMap.get(dataId);
  const own = values ?? (backend.binding.tensorDataSync(id) as ArrayLike<number>);
  const copy = copyOf(dtype, own);
  return copy && { shape: [...shape], dtype, values: copy };
}
