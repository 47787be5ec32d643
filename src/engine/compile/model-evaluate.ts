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
  testLoop(test: unknown, data: Tensor[], batchSize: number, verbose?: number, steps?: number): Tensor[];
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

  /**
   * As tfjs-layers has it: the mean of all batches by their rows, in 32 bits. Once a batch is one native call, taking the rows one by
   * one and adding up tensors would take longer than that.
   */
  testLoop(eager: EvaluatedModel["testLoop"], ...given: Parameters<EvaluatedModel["testLoop"]>): Tensor[] {
    const [test, data, batchSize, verbose = 0, steps] = given;
    if (verbose > 0 || steps !== undefined || !this.#current?.compiled.ran) return eager(...given);
    const tf = this.#tf;
    const rows = data[0]?.shape[0] ?? 0;
    const totals: number[] = [];
    for (let from = 0; from < rows; from += batchSize) {
      const size = Math.min(batchSize, rows - from);
      tf.tidy(() => {
        for (const [i, output] of (test as TestFunction)(data.map((one) => tf.slice(one, from, size))).entries())
          totals[i] = Math.fround((totals[i] ?? 0) + Math.fround(size * (output.dataSync()[0] as number)));
      });
    }
    return totals.map((total) => tf.scalar(total / rows));
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
