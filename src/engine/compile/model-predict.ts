import type { Tensor } from "@tensorflow/tfjs-core";
import type { TF } from "./binding.ts";
import { type BatchOptions, CompiledBatch } from "./compiled-batch.ts";
import { CompileRefused } from "./refused.ts";

/** What is used of a model of tfjs-layers beside its public face. */
export interface PredictingModel {
  readonly stateful: boolean;
  predictLoop(inputs: Tensor | Tensor[], batchSize?: number, verbose?: boolean): Tensor | Tensor[];
}

/** Predictions of one model. */
export class ModelPredictions {
  readonly #tf: TF;
  readonly #eager: PredictingModel["predictLoop"];
  readonly compiled: CompiledBatch;

  /** `model`: with its own `predictLoop`, which is what `predict` and `predictOnBatch` come to. */
  constructor(tf: TF, model: PredictingModel, options: BatchOptions) {
    this.#tf = tf;
    this.#eager = model.predictLoop.bind(model);
    this.compiled = new CompiledBatch(tf, (...inputs) => [this.#whole(inputs)].flat(), options);
    if (model.stateful) this.compiled.refuse(new CompileRefused("constant", "A recurrent layer of the model keeps its state."));
  }

  /** As tfjs-layers has it: batch by batch, and the rows one after the other again. */
  readonly predictLoop: PredictingModel["predictLoop"] = (given, batchSize = USUAL, verbose = false) => {
    const inputs = [given].flat();
    const rows = inputs[0]?.shape[0] ?? 0;
    const ready = verbose ? null : this.compiled.ready(inputs, Math.ceil(rows / batchSize));
    // What a row gives may depend on those beside it: then they have to be the same ones.
    if (!ready || (!ready.rowByRow && rows > batchSize)) return this.#eager(given, batchSize, verbose);
    const outputs = this.#tf.tidy(() => this.compiled.runReady(ready, inputs));
    return outputs.length === 1 ? (outputs[0] as Tensor) : outputs;
  };

  #whole(inputs: Tensor[]): Tensor | Tensor[] {
    return this.#eager(inputs.length === 1 ? (inputs[0] as Tensor) : inputs, inputs[0]?.shape[0]);
  }
}

/** Of tfjs-layers. */
const USUAL = 32;
