import type { Tensor } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { TF } from "./binding.ts";
import { type BatchOptions, CompiledBatch } from "./compiled-batch.ts";
import { ModelPredictions, type PredictingModel } from "./model-predict.ts";
import type { CompileRefused } from "./refused.ts";

/** A prediction that runs as one graph, for one row and for ten thousand, with what it gives as ever. */
export interface CompiledPrediction<I extends Tensor[], O> {
  /** All inputs have the same number of rows. */
  (...inputs: I): O;
  /** Why calls are eager, if they are for good. */
  readonly refused: CompileRefused | null;
  /** Calls that ran as a graph. */
  readonly ran: number;
  /** Lets go of native memory. It can be called on, eagerly. */
  dispose(): void;
}

/**
 * Compiles a prediction: of a model of tfjs-layers, or a function of tensors whose first dimension is the rows, that changes no
 * variable. All that it reads beside its inputs has to be a variable, or always the same. New values of variables are taken in by themselves.
 */
export function compilePredict<I extends Tensor[], O extends Tensor | Tensor[] = Tensor>(
  tf: TF,
  predict: LayersModel | ((...inputs: I) => O),
  options: BatchOptions = {},
): CompiledPrediction<I, O> {
  let isList = false;
  const call = (...inputs: Tensor[]) => {
    const given = (predict as (...inputs: Tensor[]) => O)(...inputs);
    isList = Array.isArray(given);
    return [given].flat() as Tensor[];
  };
  const compiled = typeof predict === "function" ? new CompiledBatch(tf, call, options) : ofModel(tf, predict, options);
  if (typeof predict !== "function") isList = predict.outputs.length > 1;
  const run = (...inputs: I): O => {
    const outputs = compiled.run(...inputs);
    return (isList ? outputs : outputs[0]) as O;
  };
  return Object.defineProperties(run, {
    refused: { get: () => compiled.refused },
    ran: { get: () => compiled.ran },
    dispose: { value: compiled.dispose.bind(compiled) },
  }) as CompiledPrediction<I, O>;
}

function ofModel(tf: TF, model: LayersModel, options: BatchOptions): CompiledBatch {
  const inner = (model as { model?: LayersModel }).model ?? model;
  return new ModelPredictions(tf, inner as unknown as PredictingModel, options).compiled;
}
