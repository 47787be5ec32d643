import type { LayersModel, ModelFitArgs, ModelFitDatasetArgs, Sequential } from "@tensorflow/tfjs-layers";

export type FitArgs = Partial<ModelFitArgs & ModelFitDatasetArgs<never>>;

/** What TensorFlow.js tells its callbacks about a fit. */
export interface FitParams {
  epochs: number;
  initialEpoch: number;
  samples: number | null;
  steps: number | null;
  batchSize: number | null;
  doValidation: boolean;
}

/** One call of `fit` or `fitDataset`. */
export interface Fit {
  /** The model the script called it on. */
  model: LayersModel | Sequential;
  /** The model that is trained: the same, or what a `Sequential` keeps inside. */
  inner: LayersModel;
  args: FitArgs;
}

/** Is told of every fit. Nothing is called per batch. */
export interface FitObserver {
  begin(fit: Fit, params: FitParams): void;
  /** `epoch` counts from 1 within this fit. */
  epoch(fit: Fit, epoch: number, values: Record<string, number>): void;
  /** The fit is over and its model has its final weights; the script goes on when this resolves. */
  end(fit: Fit): Promise<void>;
}
