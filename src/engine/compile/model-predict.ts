import type { Tensor } from "@tensorflow/tfjs-core";
import type { TF } from "./binding.ts";
import { type BatchOptions, CompiledBatch, type Ready } from "./compiled-batch.ts";
import { layersState } from "./model-state.ts";
import { CompileRefused } from "./refused.ts";

/** What is used of a model of tfjs-layers beside its public face. */
export interface PredictingModel {
  readonly layers: object[];
  readonly stateful: boolean;
  predictLoop(inputs: Tensor | Tensor[], batchSize?: number, verbose?: boolean): Tensor | Tensor[];
}

/** Predictions of one model. */
export class ModelPredictions {
  readonly #tf: TF;
  readonly #model: PredictingModel;
  readonly #eager: PredictingModel["predictLoop"];
  readonly compiled: CompiledBatch;

  /** `model`: with its own `predictLoop`, which is what `predict` and `predictOnBatch` come to. */
  constructor(tf: TF, model: PredictingModel, options: BatchOptions) {
    this.#tf = tf;
    this.#model = model;
    this.#eager = model.predictLoop.bind(model);
    this.compiled = new CompiledBatch(tf, (...inputs) => [this.#atOnce(inputs)].flat(), options);
    if (model.stateful) this.compiled.refuse(keepsState());
  }

  /** As tfjs-layers has it: batch by batch, and the rows one after the other again. */
  predictLoop(given: Tensor | Tensor[], batchSize = USUAL, verbose = false): Tensor | Tensor[] {
    const inputs = [given].flat();
    const rows = inputs[0]?.shape[0] ?? 0;
    const eager = () => this.#eager(given, batchSize, verbose);
    if (verbose) return eager();
    // What a row gives may depend on those beside it: then they have to be the same ones.
    const may = ({ rowByRow }: Ready) => rowByRow || rows <= batchSize;
    const options = { calls: Math.ceil(rows / batchSize), state: layersState(this.#model.layers), may };
    const outputs = [this.#tf.tidy(() => this.compiled.runOr(inputs, eager, options))].flat();
    return outputs.length === 1 ? (outputs[0] as Tensor) : outputs;
  }

  #atOnce(inputs: Tensor[]): Tensor | Tensor[] {
    return this.#eager(inputs.length === 1 ? (inputs[0] as Tensor) : inputs, inputs[0]?.shape[0]);
  }
}

/** Of tfjs-layers. */
const USUAL = 32;

const keepsState = () => new CompileRefused("constant", "A recurrent layer of the model keeps its state.");
