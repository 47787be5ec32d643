import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Fit, FitObserver, FitParams } from "./fit.ts";

/** A value of an epoch's logs: a number, or a scalar tensor that nobody has read yet. */
type Logged = number | { data(): Promise<ArrayLike<number>> };

/** The class TensorFlow.js makes a callback of for each fit; has to be a constructor without parameters. */
export const epochCallback = (running: Map<LayersModel, Fit>, observer: FitObserver): (new () => object) =>
  class {
    #fit: Fit | undefined;
    #params: FitParams | undefined;

    setParams(params: FitParams): void {
      this.#params = params;
    }

    setModel(model: LayersModel): void {
      this.#fit = running.get(model);
    }

    async onTrainBegin(): Promise<void> {
      if (this.#fit && this.#params) observer.begin(this.#fit, this.#params);
    }

    async onEpochEnd(epoch: number, logs: Record<string, Logged> = {}): Promise<void> {
      if (!this.#fit) return;
      const values = await Promise.all(Object.entries(logs).map(async ([name, value]) => [name, await numberOf(value)] as const));
      observer.epoch(this.#fit, epoch + 1 - (this.#params?.initialEpoch ?? 0), Object.fromEntries(values));
    }

    async onTrainEnd(): Promise<void> {}
    async onEpochBegin(): Promise<void> {}
    async onBatchBegin(): Promise<void> {}
    async onBatchEnd(): Promise<void> {}
  };

/** Reads without disposing: the tensor belongs to TensorFlow.js's own history callback. */
const numberOf = async (value: Logged): Promise<number> => (typeof value === "number" ? value : ((await value.data())[0] ?? Number.NaN));
