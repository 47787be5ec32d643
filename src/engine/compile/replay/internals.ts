import type { DataId, NamedTensorMap, Tensor, TensorInfo, Variable } from "@tensorflow/tfjs-core";
import { identityOf, type NodeBackend, nodeBackend, type OpAttribute, type TF } from "../binding.ts";

/** What tfjs-node knows of a tensor's values. */
interface Stored {
  shape: number[];
  dtype: number;
  /** Of the native tensor; negative where there is none. */
  id: number;
  /** Where they are still in JavaScript. */
  values: ArrayLike<number> | null;
  refCount: number;
}

/** tfjs-node's backend, as far as a call is followed through it. */
export interface ReplayBackend extends NodeBackend {
  tensorMap: { get(id: DataId): Stored; has(id: DataId): boolean };
  executeSingleOutput(name: string, attributes: OpAttribute[], inputs: TensorInfo[]): Tensor;
  executeMultipleOutputs(name: string, attributes: OpAttribute[], inputs: TensorInfo[], count: number): Tensor[];
  write(values: unknown, shape: number[], dtype: string): DataId;
  readSync(id: DataId): unknown;
  incRef(id: DataId): void;
  disposeData(id: DataId, force?: boolean): boolean;
}

interface TapeNode {
  saved: Tensor[];
}

/** Gradients of a cost with respect to tensors; undefined of those that it does not depend on. */
export type Differentiate = (
  f: () => Tensor,
  xs: Tensor[],
  dy?: Tensor | null,
  allowNone?: boolean,
) => { value: Tensor; grads: (Tensor | undefined)[] };

/** Gradients, as `applyGradients` takes them. */
export type Applied = NamedTensorMap | { name: string; tensor: Tensor | null }[];

/** The engine of TensorFlow.js, as far as a call is followed through it. */
export interface ReplayEngine {
  state: { gradientDepth: number; kernelDepth: number; profiling: boolean; activeTape: TapeNode[] | null };
  registeredVariables: Record<string, Variable>;
  gradients: Differentiate;
  track(tensor: Tensor): Tensor;
  addTapeNode(
    kernel: string,
    inputs: Record<string, Tensor>,
    outputs: Tensor[],
    gradient: unknown,
    saved: Tensor[],
    attributes: unknown,
  ): void;
}

/** Where a call takes place. */
export interface Place {
  tf: TF;
  backend: ReplayBackend;
  engine: ReplayEngine;
}

/** Throws `CompileRefused` where the backend in use is not tfjs-node's. */
export const placeOf = (tf: TF): Place => ({
  tf,
  backend: nodeBackend(tf) as ReplayBackend,
  engine: tf.engine() as unknown as ReplayEngine,
});

/** A second native tensor of the same values, as a tensor that no scope disposes of. */
export function copyOf({ tf, backend }: Place, id: number, dtype: number): Tensor {
  return tf.keep(backend.createOutputTensor(identityOf(backend.binding, id, dtype)));
}

/** Puts methods before an object's own until what it returns is called. */
export function override<T extends object>(target: T, methods: Partial<T>): () => void {
  const before = Object.keys(methods).map((name) => [name, Object.getOwnPropertyDescriptor(target, name)] as const);
  Object.assign(target, methods);
  return () => {
    for (const [name, own] of before) {
      if (own) Object.defineProperty(target, name, own);
      else delete target[name as keyof T];
    }
  };
}
