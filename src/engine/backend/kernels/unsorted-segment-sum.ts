import type { DataId, KernelConfig, Tensor } from "@tensorflow/tfjs-core";
import type { TF } from "../tf.ts";

/**
 * The gradient of looking rows up, and so of an embedding: every slice of `x` is added to the row of its segment. The wasm
 * backend lacks it; that of cpu looks at all of `x` once for each segment, which no vocabulary can wait for.
 */
export const unsortedSegmentSum = (tf: TF, backendName: "wasm" | "cpu"): KernelConfig => ({
  kernelName: "UnsortedSegmentSum",
  backendName,
  kernelFunc({ inputs, attrs, backend }) {
    const { x, segmentIds } = inputs as { x: Tensor; segmentIds: Tensor };
    const { numSegments } = attrs as { numSegments: number };
    const { readSync } = backend as { readSync(id: DataId): ArrayLike<number> };
    const [ids, values] = [segmentIds, x].map(({ dataId }) => readSync.call(backend, dataId)) as [ArrayLike<number>, ArrayLike<number>];
    const size = values.length / Math.max(1, ids.length);
    const sums = x.dtype === "int32" ? new Int32Array(numSegments * size) : new Float32Array(numSegments * size);
    for (let i = 0; i < ids.length; i += 1) {
      const segment = ids[i] as number;
      if (segment < 0 || segment >= numSegments) continue; // TensorFlow leaves these out
      const [to, from] = [segment * size, i * size];
      for (let j = 0; j < size; j += 1) sums[to + j] = (sums[to + j] as number) + (values[from + j] as number);
    }
    return tf.tensor(sums, [numSegments, ...x.shape.slice(segmentIds.shape.length)], x.dtype);
  },
});
