import type { Optimizer, Tensor } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { TF } from "./binding.ts";
import type { CompileOptions } from "./compile.ts";
import { type FittingModel, fitInLoops } from "./fit-loop.ts";
import { type EvaluatedModel, ModelEvaluations } from "./model-evaluate.ts";
import { ModelPredictions, type PredictingModel } from "./model-predict.ts";
import { ModelSteps } from "./model-steps.ts";
import type { CompileRefused } from "./refused.ts";
import type { After, Plan } from "./worth.ts";

/** A model whose training steps and predictions are compiled until this is disposed of. */
export interface CompiledModel {
  /** Why steps are eager now, if they are for good. */
  readonly refused: CompileRefused | null;
  /** Steps made so far. */
  readonly steps: StepTimes;
  /** The model is as it was: its steps are eager again, and native memory is let go of. */
  dispose(): void;
}

export interface ModelOptions extends Pick<CompileOptions, "seed" | "tolerance" | "onRefused"> {
  /**
   * Steps that are made eagerly before anything is compiled, so that short trainings do not pay for it. Default "worth": the first one, and all where so few are
   * to come that they take less time than making a graph, by how much a step does; none where a model like this one has left a graph.
   */
  after?: After;
  /** With "worth": eager steps at least, by which it can be told what compiling gains. Default 1. */
  measured?: number;
  /** Batches that are predicted, and evaluated, eagerly before that is compiled. Default "worth": as soon as it pays. */
  predictAfter?: After;
}

export interface StepTimes {
  eager: StepTime;
  compiled: StepTime;
}

export interface StepTime {
  count: number;
  /** Milliseconds that one takes; null where too few were made to tell. */
  ms: number | null;
}

/** What is used of a model of tfjs-layers beside its public face. */
export interface TrainedModel {
  layers: object[];
  optimizer_: Optimizer & { iterations_: number };
  lossFunctions: unknown;
  metricsTensors: unknown;
  collectedTrainableWeights: unknown;
  trainableWeights: { read(): Tensor }[];
  makeTrainFunction(): TrainFunction;
  dispose(): unknown;
}

/** Inputs, targets and, where there are any, sample weights in; loss and metrics out. */
export type TrainFunction = (data: (Tensor | null)[]) => Tensor[];

/**
 * Makes `fit`, `fitDataset` and `trainOnBatch` of a model run each step as one graph, and `predict`, `predictOnBatch`, `evaluate`,
 * `evaluateDataset` and validation as one for any number of rows. Everything above a step stays TensorFlow.js's own: callbacks,
 * shuffling, batches. A model that was loaded only to predict is compiled too. Disposing of the model disposes of this.
 */
export function compileModel(tf: TF, model: LayersModel, options: ModelOptions = {}): CompiledModel {
  const outer = model as unknown as OuterModel;
  const isStack = model.getClassName() === "Sequential";
  if (isStack && !outer.model) outer.build();
  let inner = compileInner(tf, outer.model ?? outer, options);
  const undo = [
    // A stack of layers makes the model in it anew, when it is compiled for training again.
    ...(isStack
      ? [
          wrap(outer, "build", (original) => (...given) => {
            original(...given);
            inner.dispose();
            inner = compileInner(tf, outer.model ?? outer, options);
          }),
        ]
      : []),
    ...(isStack ? [disposing(outer, () => dispose())] : []),
  ];
  const dispose = () => {
    for (const one of undo.splice(0)) one();
    inner.dispose();
  };
  return {
    get refused() {
      return inner.refused;
    },
    get steps() {
      return inner.steps;
    },
    dispose,
  };
}

function compileInner(tf: TF, inner: CompilableModel, options: ModelOptions): CompiledModel {
  const steps = new ModelSteps(tf, inner, options);
  const after = options.predictAfter ?? "worth";
  const predictions = new ModelPredictions(tf, inner, { after });
  const evaluations = new ModelEvaluations(tf, inner, { after });
  const eagerOf = new WeakMap<TrainFunction, TrainFunction>();
  const undo = [
    wrap(inner, "predictLoop", () => predictions.predictLoop.bind(predictions)),
    wrap(inner, "makeTestFunction", (original) => () => evaluations.makeTestFunction(original)),
    wrap(
      inner,
      "testLoop",
      (original) =>
        (...given: Parameters<EvaluatedModel["testLoop"]>) =>
          evaluations.testLoop(original, ...given),
    ),
    wrap(inner, "makeTrainFunction", (original) => () => {
      const eager = original();
      const step = (data: (Tensor | null)[]) => steps.step(eager, data);
      eagerOf.set(step, eager);
      return step;
    }),
    wrap(
      inner,
      "fitLoop",
      (original) =>
        (...given) =>
          fitInLoops({ tf, model: inner, steps }, original, eagerOf.get(given[0]), given).finally(() => steps.plan(null)),
    ),
    wrap(inner, "fitDataset", (original) => (...given) => {
      steps.plan(planOf(...given));
      return original(...given).finally(() => steps.plan(null));
    }),
    disposing(inner, () => dispose()),
  ];
  const dispose = () => {
    for (const one of undo.splice(0)) one();
    steps.dispose();
    predictions.compiled.dispose();
    evaluations.dispose();
  };
  return {
    get refused() {
      return steps.refused;
    },
    get steps() {
      return steps.times;
    },
    dispose,
  };
}

/** How many steps a `fitDataset` makes, where its data say so. */
function planOf(dataset: DatasetGiven[0] | undefined, args: DatasetGiven[1] | undefined): Plan | null {
  const anEpoch = args?.batchesPerEpoch ?? dataset?.size ?? Number.NaN;
  return Number.isFinite(anEpoch) ? { steps: anEpoch * ((args?.epochs ?? 0) - (args?.initialEpoch ?? 0)), anEpoch } : null;
}

type DatasetGiven = [dataset: { size?: number | null }, args: { batchesPerEpoch?: number; epochs: number; initialEpoch?: number }];

type CompilableModel = EvaluatedModel & PredictingModel & FittingModel & { fitDataset(...given: DatasetGiven): Promise<unknown> };
/** A stack of layers has the model that it makes of them in it. */
type OuterModel = CompilableModel & { model?: CompilableModel; build(...given: unknown[]): void };

const disposing = (model: CompilableModel, dispose: () => void) =>
  wrap(model, "dispose", (original) => () => {
    dispose();
    return original();
  });

/** Puts a method before the one of the prototype; calling what it returns takes it away again. */
function wrap<M extends object, K extends keyof M>(model: M, name: K, made: (original: M[K]) => M[K]): () => void {
  const own = Object.getOwnPropertyDescriptor(model, name);
  const value = made((model[name] as (...given: unknown[]) => unknown).bind(model) as M[K]);
  Object.defineProperty(model, name, { configurable: true, writable: true, value });
  return () => {
    if (own) Object.defineProperty(model, name, own);
    else delete (model as Partial<M>)[name];
  };
}
