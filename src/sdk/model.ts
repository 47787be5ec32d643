import type * as core from "@tensorflow/tfjs-core";
import type * as layers from "@tensorflow/tfjs-layers";
import type { ModelContext } from "../protocol/model-context.ts";

/** TensorFlow.js as `buildModel` is given it. */
export type TensorFlow = typeof core & typeof layers;

/**
 * What the file of `"model": { "algorithm": "script" }` exports: a function `buildModel` that returns a model of one input
 * and one output. A compiled one is trained by its own loss and optimizer.
 */
export type BuildModel<P = Record<string, unknown>> = (
  tf: TensorFlow,
  context: ModelContext<P>,
) => layers.LayersModel | Promise<layers.LayersModel>;
