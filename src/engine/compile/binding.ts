import type * as core from "@tensorflow/tfjs-core";
import { CompileRefused } from "./refused.ts";

/** The part of TensorFlow.js that is used here; every copy of it has this. */
export type TF = typeof core;

/** TensorFlow's `DataType`, as far as the stock binding can fetch them. */
export const DTYPE = { float32: 1, int32: 3, string: 7, int64: 9, bool: 10, resource: 20 } as const;

export interface TensorMetadata {
  id: number;
  shape: number[];
  dtype: number;
}

export interface OpAttribute {
  name: string;
  type: number;
  value: unknown;
}

/** What tfjs-node's native part can do, as far as it is used here. */
export interface Binding {
  createTensor(shape: number[], dtype: number, values: ArrayBufferView): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array;
  executeOp(name: string, attributes: OpAttribute[], inputs: number[], outputs: number): TensorMetadata[];
  loadSavedModel(directory: string, tags: string): number;
  deleteSavedModel(id: number): void;
  runSavedModel(id: number, inputs: number[], feeds: string, fetches: string): TensorMetadata[];
}

/** tfjs-node's backend, of which the binding is replaced while a call is traced. */
export interface NodeBackend {
  binding: Binding;
  getInputTensorIds(tensors: readonly core.TensorInfo[]): number[];
  createOutputTensor(metadata: TensorMetadata): core.Tensor;
}

/** Throws `CompileRefused` where the backend in use is another one. */
export function nodeBackend(tf: TF): NodeBackend {
  if (!runsGraphs(tf)) throw new CompileRefused("backend", `The backend "${tf.getBackend()}" runs no graphs.`);
  return tf.backend() as unknown as NodeBackend;
}

/** Whether the backend in use is tfjs-node's. */
export function runsGraphs(tf: TF): boolean {
  const backend = tf.backend() as unknown as Partial<NodeBackend>;
  return typeof backend.binding?.runSavedModel === "function" && typeof backend.createOutputTensor === "function";
}

/** A second native tensor of the same values. Throws where it is of another type. */
export const identityOf = (binding: Binding, id: number, dtype: number): TensorMetadata =>
  binding.executeOp("Identity", [{ name: "T", type: TYPE_ATTRIBUTE, value: dtype }], [id], 1)[0] as TensorMetadata;

/** `TF_ATTR_TYPE` of tfjs-node's binding. */
export const TYPE_ATTRIBUTE = 4;

/** The native tensor of a tensor; it is made where its values were still in JavaScript. */
export const idOf = (backend: NodeBackend, tensor: core.TensorInfo): number => backend.getInputTensorIds([tensor])[0] as number;
