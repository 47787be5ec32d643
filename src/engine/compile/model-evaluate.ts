import type { Tensor } from "@tensorflow/tfjs-core";
import type { TF } from "./binding.ts";
import { type BatchOptions, CompiledBatch } from "./compiled-batch.ts";
import type { TrainedModel } from "./model.ts";
import { type Parts, partsOf, sameParts, stateOf } from "./model-state.ts";

/** Inputs and targets of some rows in; loss and metrics out. */
type TestFunction = (data: Tensor[]) => Tensor[];

/** What `evaluate`, `evaluateDataset` and the validation of `fit` come to. */
export interface EvaluatedModel extends TrainedModel {
  readonly stateful: boolean;
  testFunction: TestFunction;
  makeTestFunction(): void;
}

/** Evaluations of one model, batch by batch. */
export class ModelEvaluations {
  readonly #tf: TF;
  readonly #model: EvaluatedModel;
  readonly #options: BatchOptions;
  #current: { compiled: CompiledBatch; parts: Parts } | null = null;
  #disposed = false;

  constructor(tf: TF, model: EvaluatedModel, options: BatchOptions) {
    this.#tf = tf;
    this.#model = model;
    this.#options = options;
  }

  /** In place of the model's own; `make` gives it that. */
  makeTestFunction(make: () => void): void {
    make();
    const eager = this.#model.testFunction;
    if (this.#disposed || this.#model.stateful) return;
    const compiled = this.#keep(eager);
    this.#model.testFunction = (data) => compiled.runOr(data, () => eager(data), { state: stateOf(this.#model) });
  }

  dispose(): void {
    this.#disposed = true;
    this.#current?.compiled.dispose();
  }

  /** Anew when `model.compile` was called again. */
  #keep(eager: TestFunction): CompiledBatch {
    const parts = partsOf(this.#model);
    if (this.#current && sameParts(this.#current.parts, parts)) return this.#current.compiled;
    this.#current?.compiled.dispose();
    const compiled = new CompiledBatch(this.#tf, (...data) => eager(data), this.#options);
    this.#current = { compiled, parts };
    return compiled;
  }
}
