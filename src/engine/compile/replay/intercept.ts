import type { DataId, Tensor, TensorInfo, Variable } from "@tensorflow/tfjs-core";
import type { OpAttribute } from "../binding.ts";
import { override, type Place, type ReplayEngine } from "./internals.ts";

/** What hears of all that TensorFlow.js asks its backend for. It may put an end to that. */
export interface Interceptor {
  /** The outputs of an operation; null: it is done as ever. */
  follow(name: string, attributes: OpAttribute[], inputs: TensorInfo[], count: number): Tensor[] | null;
  /** JavaScript makes a tensor. */
  make(dataId: DataId): void;
  /** Values that are read; null: they are read as ever. */
  read(dataId: DataId): unknown;
  /** Tensors are taken that no operation takes. */
  take(tensors: readonly TensorInfo[]): void;
  /** A tensor is disposed of. */
  outlive(dataId: DataId, force: boolean | undefined): void;
  /** Something is taken down for gradients. */
  differentiate(...node: Parameters<ReplayEngine["addTapeNode"]>): void;
  assign(variable: Variable): void;
}

/** Stands between TensorFlow.js and its backend until what it returns is called. `one`: any variable. */
export function intercept({ backend, engine }: Place, one: Variable, interceptor: Interceptor): () => void {
  const own = Object.getPrototypeOf(backend) as Place["backend"];
  const variables = Object.getPrototypeOf(one) as Variable;
  const { readSync, getInputTensorIds, disposeData } = backend;
  const { assign } = variables;
  const { addTapeNode } = engine;
  let isOver = false;
  const undo = [
    override(backend, {
      executeSingleOutput: (name, attributes, inputs) =>
        interceptor.follow(name, attributes, inputs, 1)?.[0] ?? backend.executeSingleOutput(name, attributes, inputs),
      executeMultipleOutputs: (name, attributes, inputs, count) =>
        interceptor.follow(name, attributes, inputs, count) ?? backend.executeMultipleOutputs(name, attributes, inputs, count),
      write: (values, shape, dtype) => {
        const dataId = own.write.call(backend, values, shape, dtype);
        interceptor.make(dataId);
        return dataId;
      },
      readSync: (dataId) => interceptor.read(dataId) ?? (isOver ? backend.readSync(dataId) : readSync.call(backend, dataId)),
      getInputTensorIds: (tensors) => {
        interceptor.take(tensors);
        return isOver ? backend.getInputTensorIds(tensors) : getInputTensorIds.call(backend, tensors);
      },
      // A clone of a variable that lives in a session is seen to before the session changes it.
      incRef: own.incRef,
      disposeData: (dataId, force) => {
        interceptor.outlive(dataId, force);
        return disposeData.call(backend, dataId, force);
      },
    }),
    override(engine, {
      addTapeNode: (...node) => {
        interceptor.differentiate(...node);
        addTapeNode.call(engine, ...node);
      },
    }),
    override(variables, {
      assign: function (this: Variable, value: Tensor) {
        interceptor.assign(this);
        assign.call(this, value as never);
      } as Variable["assign"],
    }),
  ];
  return () => {
    isOver = true;
    for (const each of undo) each();
  };
}
